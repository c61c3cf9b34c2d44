/** Downloading from a server of our own that answers as real ones do. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { downloadPdf, type DownloadOptions } from "../../src/host/pdf/download.ts";
import { whyNoPdf } from "../../src/host/pdf/pdfBytes.ts";
import { samplePdf } from "../fakes/samplePdf.ts";

const pdf = samplePdf({ pages: [{ lines: ["A paper."] }] });
let home = "";
const server = createServer((request, response) => {
  switch (request.url) {
    case "/paper.pdf":
      return void response.writeHead(200, { "content-type": "application/pdf" }).end(pdf);
    case "/moved":
      return void response.writeHead(302, { location: "/paper.pdf" }).end();
    case "/loop":
      return void response.writeHead(302, { location: "/loop" }).end();
    case "/aside":
      return void response.writeHead(302, { location: "file:///etc/passwd" }).end();
    case "/within":
      return void response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data" }).end();
    case "/page":
      return void response.writeHead(200).end("<!DOCTYPE html><p>Prove that you are human.");
    case "/empty":
      return void response.writeHead(200).end();
    case "/large":
      return void response.writeHead(200).end(Buffer.alloc(300_000, "%PDF-"));
    case "/said-large":
      response.writeHead(200, { "content-length": "300000" });
      return void response.write("%PDF-");
    case "/cut":
      response.writeHead(200, { "content-length": "5000" });
      response.write("%PDF-1.7");
      return void setTimeout(() => response.destroy(), 50);
    case "/silent":
      response.writeHead(200);
      return void response.write("%PDF-1.7");
    default:
      return void response.writeHead(404).end();
  }
});

before(
  () =>
    new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        const bound = server.address();
        home = `http://127.0.0.1:${typeof bound === "object" ? bound?.port : ""}`;
        resolve();
      });
    }),
);
after(() => {
  server.closeAllConnections();
  server.close();
});

const get = (path: string, more: Partial<DownloadOptions> = {}): Promise<Uint8Array> =>
  downloadPdf(path.startsWith("/") ? home + path : path, {
    largestBytes: 100_000,
    signal: new AbortController().signal,
    progress: () => undefined,
    ...more,
  });

test("a PDF is downloaded, by way of a redirect too, and how far it is is told", async () => {
  const told: number[] = [];
  assert.deepEqual(await get("/paper.pdf", { progress: (read) => told.push(read) }), pdf);
  assert.equal(told.at(-1), pdf.length);
  assert.deepEqual(await get("/moved"), pdf);
});

for (const [path, why] of [
  ["/nothing", /\/nothing could not be downloaded: the server answered 404: there is nothing there\./u],
  ["/page", /it is a web page, not a PDF\. Open the address in a browser/u],
  ["/empty", /it is empty/u],
  ["/loop", /from address to address without end/u],
  ["/within", /it leads into a private network/u],
  ["/aside", /it has to begin with https:\/\//u],
  ["/large", /larger than 0 MB, see the setting marginalia\.pdf\.largestDownload/u],
  ["/said-large", /larger than 0 MB/u],
  ["/cut", /\/cut could not be downloaded/u],
  ["file:///etc/passwd", /it is no address of the web/u],
  ["http://127.0.0.1:1/x.pdf", /it cannot be reached from here/u],
] as const)
  test(`what goes wrong with ${path} is said with the address`, async () => {
    await assert.rejects(get(path), why);
  });

test("a server that falls silent is not waited for, and one may cancel", async () => {
  await assert.rejects(get("/silent", { longestSilenceMs: 100 }), /the server does not answer/u);
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 50);
  await assert.rejects(get("/silent", { signal: stop.signal }), /The download was cancelled/u);
});

test("what is no PDF is told by its first bytes", () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  assert.equal(whyNoPdf(pdf), undefined);
  assert.equal(whyNoPdf(bytes("\n\n%PDF-1.4")), undefined);
  assert.equal(whyNoPdf(bytes("")), "it is empty");
  assert.equal(whyNoPdf(bytes("  <html>")), "it is a web page, not a PDF");
  assert.equal(whyNoPdf(bytes("PK\u0003\u0004")), "it is not a PDF");
});
