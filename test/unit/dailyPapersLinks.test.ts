import assert from "node:assert/strict";
import { test } from "node:test";
import { isWebUrl, resourceFor, urlsIn } from "../../src/library/importers/links.ts";

const found: readonly (readonly [text: string, ...urls: string[]])[] = [
  ["Code is at https://github.com/a/b.", "https://github.com/a/b"],
  ["Code (https://github.com/a/b).", "https://github.com/a/b"],
  ["Code [https://github.com/a/b], and", "https://github.com/a/b"],
  ['Code "https://github.com/a/b".', "https://github.com/a/b"],
  ["Code “https://github.com/a/b”.", "https://github.com/a/b"],
  ["Code ‘https://github.com/a/b’!", "https://github.com/a/b"],
  ["Code <https://github.com/a/b>", "https://github.com/a/b"],
  ["Code `https://github.com/a/b`", "https://github.com/a/b"],
  ["Code **https://github.com/a/b**", "https://github.com/a/b"],
  ["Code \\url{https://github.com/a/b}", "https://github.com/a/b"],
  ["代码在 https://github.com/a/b。谢谢", "https://github.com/a/b"],
  ["(see https://en.wikipedia.org/wiki/T_(model))", "https://en.wikipedia.org/wiki/T_(model)"],
  ["see https://en.wikipedia.org/wiki/T_(model).", "https://en.wikipedia.org/wiki/T_(model)"],
  ["HTTPS://GitHub.com/A/b here", "HTTPS://GitHub.com/A/b"],
  ["https://a.org/x?y=1&z=2#part, then", "https://a.org/x?y=1&z=2#part"],
  ["https://a.org/x and https://b.org/y; https://a.org/x again", "https://a.org/x", "https://b.org/y"],
  ["https://a.org/v1.0/", "https://a.org/v1.0/"],
  ["no address here"],
  ["https://"],
  ["https://localhost/x"],
  ["javascript:alert(1) and command:workbench.action.quit and data:text/html,x and file:///etc/passwd"],
  ["[click](command:workbench.action.terminal.new) <script>alert(1)</script>"],
];
for (const [text, ...urls] of found)
  test(`"${text}" holds ${urls.length === 0 ? "no address" : urls.join(" and ")}`, () =>
    assert.deepEqual(urlsIn(text), urls));

test("an address in 5 MB of brackets or of half addresses is found without delay", () => {
  const started = performance.now();
  assert.deepEqual(urlsIn(`https://a.org/x${")".repeat(5_000_000)}`), ["https://a.org/x"]);
  assert.deepEqual(urlsIn(`https://a.org/x(${")".repeat(5_000_000)}`), ["https://a.org/x()"]);
  assert.deepEqual(urlsIn("https://".repeat(600_000)), []);
  assert.ok(performance.now() - started < 5_000);
});

const kinds: readonly (readonly [url: string, kind: string])[] = [
  ["https://github.com/a/b", "code"],
  ["https://www.gitlab.com/a/b", "code"],
  ["https://gitee.com/a/b", "code"],
  ["https://a.github.io/b", "project"],
  ["https://some.lab.edu/project", "project"],
  ["https://arxiv.org/abs/2407.12345", "paper"],
  ["https://arxiv.org/pdf/2407.12345", "pdf"],
  ["https://a.org/b.pdf", "pdf"],
  ["https://doi.org/10.1/x", "paper"],
  ["https://huggingface.co/papers/2407.12345", "paper"],
  ["https://huggingface.co/datasets/a/b", "data"],
  ["https://github.com.evil.org/a", "project"],
];
for (const [url, kind] of kinds)
  test(`${url} is a link to ${kind}`, () => assert.deepEqual(resourceFor(url), { kind, url }));

test("only http and https to a host with a name are web addresses", () => {
  for (const url of [
    "javascript:alert(1)",
    "ftp://a.org",
    "https:",
    "http://x",
    "https://a b.org",
    "//a.org",
  ])
    assert.equal(isWebUrl(url), false, url);
  assert.equal(isWebUrl("http://a.org"), true);
});
