/** The page of a paper that names it in tags, as arXiv's does. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { importCitationPage } from "../../src/library/importers/citationPage.ts";

const page = `<!DOCTYPE html><html><head><title>[1706.03762] Attention</title>
<meta name="citation_title" content="Attention Is All You Need &amp; More &#x2014; &#233;" />
<meta name="citation_author" content="Vaswani, Ashish" /><meta name='citation_author' content='Shazeer, Noam' />
<meta name="citation_date" content="2017/06/12" /><meta name="citation_pdf_url" content="https://arxiv.org/pdf/1706.03762" />
<meta name="citation_arxiv_id" content="1706.03762" />
<meta content="The dominant models
 are complex." name="citation_abstract" /></head><body></body></html>`;

test("title, authors, abstract, year and id are read from the page", () => {
  assert.deepEqual(importCitationPage(page), {
    ok: true,
    value: {
      title: "Attention Is All You Need & More — é",
      abstract: "The dominant models are complex.",
      authors: ["Ashish Vaswani", "Noam Shazeer"],
      identifiers: ["arxiv:1706.03762"],
      year: 2017,
      resources: [{ kind: "pdf", url: "https://arxiv.org/pdf/1706.03762" }],
      source: { kind: "citation-page" },
    },
  });
});

test("a page that names no paper says so", () => {
  assert.deepEqual(importCitationPage("<p>Prove that you are human.</p>"), {
    ok: false,
    why: "the page names no paper",
  });
});

test("hostile pages are read soon, and as text", () => {
  const evil = importCitationPage(`<meta name="citation_title" content="&lt;img src=x&gt;">`);
  assert.ok(evil.ok);
  assert.equal(evil.value.title, "<img src=x>");
  const before_ = process.cpuUsage();
  importCitationPage("<meta name=citation_title content=".repeat(30_000));
  assert.ok(process.cpuUsage(before_).user < 1_000_000);
});
