/** A paper fetched by its arXiv id, from a server of our own that answers as arXiv does. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { paperAtArxiv } from "../../src/host/citations/arxivPage.ts";
import { importCitationPage } from "../../src/library/importers/citationPage.ts";

const page = `<!DOCTYPE html><html><head><title>[1706.03762] Attention</title>
<meta name="citation_title" content="Attention Is All You Need &amp; More &#x2014; &#233;" />
<meta name="citation_author" content="Vaswani, Ashish" /><meta name='citation_author' content='Shazeer, Noam' />
<meta name="citation_date" content="2017/06/12" /><meta name="citation_pdf_url" content="https://arxiv.org/pdf/1706.03762" />
<meta name="citation_arxiv_id" content="1706.03762" />
<meta content="The dominant models
 are complex." name="citation_abstract" /></head><body></body></html>`;

let site = "";
const server = createServer((request, response) => {
  switch (request.url) {
    case "/abs/1706.03762":
      return void response.writeHead(200, { "content-type": "text/html" }).end(page);
    case "/abs/away":
      return void response
        .writeHead(302, { location: site.replace("127.0.0.1", "localhost") + "/abs/1706.03762" })
        .end();
    case "/abs/large":
      return void response.writeHead(200).end(Buffer.alloc(4_000_000, "x"));
    case "/abs/other":
      return void response.writeHead(200).end("<p>Prove that you are human.");
    default:
      return void response.writeHead(404).end();
  }
});
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  site = `http://127.0.0.1:${address.port}`;
});
after(() => server.close());

test("title, authors, abstract, year and id are read from the page", async () => {
  assert.deepEqual(await paperAtArxiv("1706.03762", new AbortController().signal, site), {
    title: "Attention Is All You Need & More — é",
    abstract: "The dominant models are complex.",
    authors: ["Ashish Vaswani", "Noam Shazeer"],
    identifiers: ["arxiv:1706.03762"],
    year: 2017,
    resources: [{ kind: "pdf", url: "https://arxiv.org/pdf/1706.03762" }],
    source: { kind: "citation-page" },
  });
});

for (const [id, why] of [
  ["gone", /there is no such paper/u],
  ["away", /leads away from arXiv/u],
  ["large", /too large to be a page/u],
  ["other", /the page names no paper/u],
] as const)
  test(`where the server answers with "${id}", the reason is told`, async () => {
    await assert.rejects(paperAtArxiv(id, new AbortController().signal, site), why);
  });

test("an import can be cancelled", async () => {
  const abort = new AbortController();
  abort.abort();
  await assert.rejects(paperAtArxiv("1706.03762", abort.signal, site), /cancelled/u);
});

test("hostile pages are read soon, and as text", () => {
  const evil = importCitationPage(`<meta name="citation_title" content="&lt;img src=x&gt;">`);
  assert.ok(evil.ok);
  assert.equal(evil.value.title, "<img src=x>");
  const before_ = process.cpuUsage();
  importCitationPage("<meta name=citation_title content=".repeat(30_000));
  assert.ok(process.cpuUsage(before_).user < 1_000_000);
});
