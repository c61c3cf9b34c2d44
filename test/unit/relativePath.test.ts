/** How one file names another. */
import assert from "node:assert/strict";
import { posix } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { relativePath } from "../../src/base/relativePath.ts";

test("a file beside, below, above and on another drive", () => {
  assert.equal(relativePath("/w/out.rdf", "/w/a b.pdf"), "a b.pdf");
  assert.equal(relativePath("/w/out.rdf", "/w/papers/a.pdf"), "papers/a.pdf");
  assert.equal(relativePath("/home/ada/out.rdf", "/w/a.pdf"), "../../w/a.pdf");
  assert.equal(relativePath("/c:/w/out.rdf", "/D:/a.pdf"), "/D:/a.pdf");
  assert.equal(relativePath("/c:/w/out.rdf", "/c:/a.pdf"), "../a.pdf");
});

test("the way leads from the one to the other, whatever they are called", () => {
  const path = fc
    .array(fc.constantFrom("a", "b", "a b", "…", "x.pdf"), { minLength: 1, maxLength: 5 })
    .map((segments) => `/${segments.join("/")}`);
  fc.assert(
    fc.property(path, path, (from, to) => {
      assert.equal(posix.join(posix.dirname(from), relativePath(from, to)), to);
    }),
  );
});
