/**
 * The one way out to the network for what is known of papers. It asks only the hosts that a wish names, follows no answer
 * elsewhere, takes no more than it allows, and never waits without end.
 */
import { fail, ok, reasonOf, type Result } from "../../base/result.ts";
import { AskedSites } from "./askedSites.ts";
import { boundedText } from "./boundedText.ts";
import type { HttpCache } from "./httpCache.ts";
import { Pace, type Timer } from "./pace.ts";
import { unreachable } from "./unreachable.ts";
import { isPrivateHost } from "../../base/privateHosts.ts";

/** As the platform's `fetch`; tests put a server of their own behind it. */
export type Fetch = (
  url: string,
  init: {
    readonly headers: Record<string, string>;
    readonly redirect: "manual";
    readonly signal: AbortSignal;
  },
) => Promise<Response>;

export interface Wish {
  readonly url: string;
  /** Hosts that may answer; the first of redirects may lead to the others. */
  readonly hosts: readonly string[];
  readonly accept: string;
  /** Content types that are taken. */
  readonly takes: RegExp;
  /** Sites with one limit for several hosts have one name. */
  readonly site: string;
  /** Between two requests to the site. */
  readonly restMs: number;
  /** Whether what matters is what the site says now: an older answer does not stand in for it. */
  readonly live?: boolean;
}

export interface Refusal {
  readonly why: string;
  /** The source answered, and has no such paper. */
  readonly missing: boolean;
  /** It does not answer, or not now: no need to ask it for the next paper. */
  readonly down: boolean;
}

export interface CourierPorts {
  readonly fetch: Fetch;
  readonly cache: HttpCache;
  readonly timer: Timer;
  /** Absent in browsers, which set their own. */
  readonly userAgent?: string | undefined;
  readonly patience?: Partial<Patience>;
}

interface Patience {
  /** For a wish, all tries together, without waiting for its turn. */
  readonly budgetMs: number;
  /** For one try. */
  readonly tryMs: number;
  readonly firstPauseMs: number;
}

const usualPatience: Patience = { budgetMs: 15_000, tryMs: 8_000, firstPauseMs: 1_000 };
const mostRedirects = 5;
const mostTries = 3;
/** Long enough for a second look at the same papers, short enough for new versions. */
const freshMs = 60 * 60_000;
/** Who asks again at once sees the same. */
const liveFreshMs = 60_000;

/** Worth another try. */
class Trouble extends Error {
  readonly retryAfterMs: number | undefined;
  constructor(why: string, retryAfterMs?: number) {
    super(why);
    this.retryAfterMs = retryAfterMs;
  }
}
/** There is no network, no such host from here, or nobody to be trusted: another try in a second would say the same. */
class NoWay extends Trouble {}
class Missing extends Error {}

export class Courier {
  readonly #ports: CourierPorts;
  readonly #pace: Pace;
  readonly #patience: Patience;
  /** Sites that asked to be left alone, and until when. */
  readonly #quietUntil = new Map<string, number>();
  readonly sites = new AskedSites();

  constructor(ports: CourierPorts) {
    this.#ports = ports;
    this.#pace = new Pace(ports.timer);
    this.#patience = { ...usualPatience, ...ports.patience };
  }

  /** @throws only when the signal is aborted */
  async get(wish: Wish, signal: AbortSignal): Promise<Result<string, Refusal>> {
    const { cache, timer } = this.#ports;
    const kept = await cache.find(wish.url, wish.accept);
    if (kept !== undefined && isFresh(kept.fetched, timer.now(), wish)) return ok(kept.body);
    const host = new URL(wish.url).hostname;
    try {
      const body = await this.#pace.inTurn(wish.site, wish.restMs, signal, () =>
        this.#tries(wish, kept, signal),
      );
      this.sites.answered(host, timer.now());
      return ok(body);
    } catch (thrown) {
      signal.throwIfAborted();
      if (thrown instanceof Missing) this.sites.answered(host, timer.now());
      else this.sites.failed(host, timer.now(), reasonOf(thrown), this.#quietUntil.get(wish.site));
      if (kept !== undefined && thrown instanceof Trouble && wish.live !== true) return ok(kept.body);
      return fail({
        why: reasonOf(thrown),
        missing: thrown instanceof Missing,
        down: thrown instanceof Trouble,
      });
    }
  }

  async #tries(wish: Wish, kept: Kept, signal: AbortSignal): Promise<string> {
    const { timer } = this.#ports;
    const deadline = timer.now() + this.#patience.budgetMs;
    const quiet = this.#quietUntil.get(wish.site) ?? 0;
    if (quiet > deadline)
      throw new Trouble(`asks to be left alone for ${Math.ceil((quiet - timer.now()) / 1000)} s`);
    for (let tries = 1; ; tries++) {
      try {
        return await this.#once(wish, kept, signal);
      } catch (thrown) {
        if (!(thrown instanceof Trouble) || thrown instanceof NoWay || signal.aborted) throw thrown;
        const { retryAfterMs } = thrown;
        if (retryAfterMs !== undefined) this.#quietUntil.set(wish.site, timer.now() + retryAfterMs);
        // Not all who were turned away together come back together.
        const pause =
          retryAfterMs ?? this.#patience.firstPauseMs * 2 ** (tries - 1) * (0.75 + Math.random() / 2);
        if (tries >= mostTries || timer.now() + pause > deadline) throw thrown;
        await this.#pace.rest(wish.site, wish.restMs, pause, signal);
      }
    }
  }

  async #once(wish: Wish, kept: Kept, signal: AbortSignal): Promise<string> {
    const timeout = AbortSignal.timeout(this.#patience.tryMs);
    try {
      const answer = await this.#follow(wish, kept, AbortSignal.any([signal, timeout]));
      return await this.#read(wish, kept, answer);
    } catch (thrown) {
      if (timeout.aborted && !signal.aborted) throw new Trouble("does not answer");
      // The platform says no more than that it failed; the reason below it has a name at best.
      if (thrown instanceof TypeError) {
        const { why, isLasting } = unreachable(codeOf(thrown.cause));
        throw isLasting ? new NoWay(why) : new Trouble(why);
      }
      throw thrown;
    }
  }

  /** Redirects are followed by hand, so that none leads to another host, into a private network or to a file. */
  async #follow(wish: Wish, kept: Kept, signal: AbortSignal): Promise<Response> {
    const { fetch, userAgent } = this.#ports;
    const headers: Record<string, string> = {
      accept: wish.accept,
      ...(userAgent === undefined ? {} : { "user-agent": userAgent }),
      ...(kept?.etag === undefined ? {} : { "if-none-match": kept.etag }),
      ...(kept?.modified === undefined ? {} : { "if-modified-since": kept.modified }),
    };
    let url = checked(wish.url, wish.hosts);
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const answer = await fetch(url.href, { headers, redirect: "manual", signal });
      // A browser does not say where a redirect leads.
      if (answer.type === "opaqueredirect") throw new Error("leads to another address");
      const next = answer.status >= 300 && answer.status < 400 ? answer.headers.get("location") : null;
      if (next === null) return answer;
      await answer.body?.cancel();
      if (!URL.canParse(next, url.href)) throw new Error("leads to what is no address");
      url = checked(new URL(next, url).href, wish.hosts);
    }
    throw new Error("leads from address to address without end");
  }

  async #read(wish: Wish, kept: Kept, answer: Response): Promise<string> {
    const { cache, timer } = this.#ports;
    const { status, headers } = answer;
    const retryAfterMs = retryAfter(headers.get("retry-after"), timer.now());
    if (status === 304 && kept !== undefined) {
      await cache.keep({ ...kept, fetched: timer.now() });
      return kept.body;
    }
    if (!answer.ok) {
      await answer.body?.cancel();
      if (status === 404 || status === 410) throw new Missing("has no such paper");
      if (status === 429) throw new Trouble("is asked too often just now (429)", retryAfterMs);
      if (status >= 500) throw new Trouble(`has a fault (${status})`, retryAfterMs);
      throw new Error(
        status === 401 || status === 403 ? `does not let us in (${status})` : `answered ${status}`,
      );
    }
    const type = headers.get("content-type") ?? "";
    if (!wish.takes.test(type)) {
      await answer.body?.cancel();
      throw new Error(
        /html/iu.test(type)
          ? "sent a web page instead of data"
          : `sent ${type.slice(0, 60) || "data of no type"}`,
      );
    }
    const body = await boundedText(answer);
    const [etag, modified] = [headers.get("etag"), headers.get("last-modified")];
    await cache.keep({
      url: wish.url,
      accept: wish.accept,
      fetched: timer.now(),
      ...(etag === null ? {} : { etag }),
      ...(modified === null ? {} : { modified }),
      body,
    });
    return body;
  }
}

/** A clock that was put back makes answers old, not fresh for ever. */
const isFresh = (fetched: number, now: number, { live }: Wish): boolean =>
  now >= fetched && now - fetched < (live === true ? liveFreshMs : freshMs);

type Kept = Awaited<ReturnType<HttpCache["find"]>>;

function checked(address: string, hosts: readonly string[]): URL {
  const url = new URL(address);
  if (url.protocol === "http:") url.protocol = "https:";
  if (url.protocol !== "https:") throw new Error(`leads to ${url.protocol.slice(0, 20)} instead of a site`);
  if (isPrivateHost(url.hostname)) throw new Error("leads into a private network");
  if (!hosts.includes(url.hostname)) throw new Error(`leads away to ${url.hostname.slice(0, 60)}`);
  if (url.port !== "" || url.username !== "" || url.password !== "")
    throw new Error("leads to an unusual address");
  return url;
}

const codeOf = (cause: unknown): string =>
  typeof cause === "object" && cause !== null && "code" in cause && typeof cause.code === "string"
    ? cause.code.slice(0, 40)
    : "";

/** "120", or a date. */
function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
