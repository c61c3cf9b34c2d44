/** The sites that papers are fetched from, as one server on this machine: well-behaved, slow, failing and lying ones. */
import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Courier, type CourierPorts, type Fetch } from "../../src/sources/net/courier.ts";
import { HttpCache } from "../../src/sources/net/httpCache.ts";
import type { Timer } from "../../src/sources/net/pace.ts";
import { MemoryFiles } from "./memoryFiles.ts";

export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** Tests inside VS Code put theirs in its place. */
const platformFetch = globalThis.fetch;

/** Time that passes when someone waits. */
export class FakeTimer implements Timer {
  readonly waits: number[] = [];
  #now = 1_800_000_000_000;

  now(): number {
    return this.#now;
  }

  pass(ms: number): void {
    this.#now += ms;
  }

  wait(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.waits.push(ms);
    this.#now += ms;
    return Promise.resolve();
  }
}

export class Sites {
  /** What was asked, as "api.crossref.org/works/…", in order. */
  readonly asked: string[] = [];
  readonly headers: IncomingMessage["headers"][] = [];
  readonly timer = new FakeTimer();
  readonly files = new MemoryFiles();
  readonly #answers: (readonly [start: string, answer: Answer])[] = [];
  readonly #server = createServer((request, response) => {
    const address = decodeURIComponent((request.url ?? "").slice(1));
    this.asked.push(address);
    this.headers.push(request.headers);
    const answer = this.#answers.find(([start]) => address.startsWith(start))?.[1];
    if (answer === undefined) response.writeHead(404, { "content-type": "text/plain" }).end("not here");
    else answer(response, request);
  });
  #root = "";

  static async start(test: { after(end: () => void): void }): Promise<Sites> {
    const sites = new Sites();
    await new Promise<void>((resolve) => sites.#server.listen(0, "127.0.0.1", resolve));
    const address = sites.#server.address();
    assert.ok(typeof address === "object" && address !== null);
    sites.#root = `http://127.0.0.1:${address.port}/`;
    test.after(() => {
      sites.#server.closeAllConnections();
      sites.#server.close();
    });
    return sites;
  }

  /** Later answers go before earlier ones. */
  when(start: string, answer: Answer): this {
    this.#answers.unshift([start, answer]);
    return this;
  }

  /** In place of the platform's: what is meant for the web comes here. */
  readonly fetch: Fetch = (url, init) => platformFetch(this.#root + url.replace(/^https:\/\//u, ""), init);

  courier(more: Partial<CourierPorts> = {}): Courier {
    return new Courier({
      fetch: this.fetch,
      cache: new HttpCache(() => this.files),
      timer: this.timer,
      userAgent: "Marginalia/test",
      ...more,
    });
  }
}

export const sends =
  (type: string, body: string | object, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response
      .writeHead(200, { "content-type": type, ...headers })
      .end(typeof body === "string" ? body : JSON.stringify(body));
export const json = (body: object): Answer => sends("application/json; charset=utf-8", body);
export const fails =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(status, { "content-type": "text/html", ...headers }).end("<h1>Sorry</h1>");
export const leadsTo = (location: string): Answer => fails(302, { location });
export const hangs: Answer = () => undefined;
