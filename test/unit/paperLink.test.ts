import assert from "node:assert/strict";
import { test } from "node:test";
import { paperLinkQuery, readPaperLink } from "../../src/library/paperLink.ts";

const uuid = "2f1c7a52-9d0b-4c7e-8a51-1f0e6f8f3b11";
const read = (query: string, path = "/open"): unknown => {
  const link = readPaperLink(path, query);
  return link.ok ? link.value : link.why;
};

test("a link names a paper, and a page, a note or words of it", () => {
  assert.deepEqual(read("paper=arxiv-1706.03762"), { paper: "arxiv-1706.03762" });
  assert.deepEqual(read(`page=3&paper=arxiv:1706.03762&annotation=${uuid}`), {
    paper: "arxiv:1706.03762",
    page: 3,
    annotation: uuid,
  });
});

test("words may hold what parts a link, since the editor hands it over decoded", () => {
  const link = { paper: "title-1", quote: "AT&T = 100 % & more" };
  assert.deepEqual(read(decodeURIComponent(paperLinkQuery(link))), link);
});

test("what is no link of ours is refused with a reason", () => {
  assert.equal(read("page=3"), "This link names no paper");
  assert.equal(read("paper=x", "/run"), "This link asks for nothing that Marginalia does");
  for (const page of ["0", "-1", "1e9", "3;rm", ""])
    assert.equal(read(`paper=x&page=${page}`), `"${page}" is not a page`);
  assert.equal(read("paper=x&annotation=../../x"), "This link names a note that is none");
  assert.equal(read(`paper=x&quote=${"a".repeat(3000)}`), "This link is too long");
});

test("names that are not known change nothing", () => {
  assert.deepEqual(read("command=x&paper=y&quote="), { paper: "y" });
});
