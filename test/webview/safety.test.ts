/** Nothing in a paper or a note can do anything: it is shown. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { askedFor, eventually, openReader } from "./harness.ts";
import { noteOn, rSparse } from "./samples.ts";

const hostile = [
  "<script>alert(1)</script>",
  '<img src="https://evil.example/x.png" onerror="alert(2)">',
  "<svg onload=alert(3)>",
  '<a href="javascript:alert(4)">go</a>',
  "[go](javascript:alert(5)) [go](command:workbench.action.quit) [go](data:text/html,x) [go](vscode://x/y)",
  "![pixel](https://evil.example/pixel.png)",
  "javascript:alert(6) command:workbench.action.quit file:///etc/passwd",
  "$\\href{javascript:alert(7)}{x}$ $\\url{javascript:alert(8)}$ $\\includegraphics{https://evil.example/y.png}$",
  "$\\htmlData{x=y}{z}$ $\\htmlStyle{position: fixed}{z}$",
  "$\\def\\a{\\a\\a}\\a$",
  `$${"{".repeat(4000)}$`,
  `$${"x^".repeat(4000)}y$`,
].join("\n\n");

test("hostile titles, abstracts, authors, tags and notes are shown as text and cause nothing", async () => {
  const paper = {
    ...rSparse,
    title: hostile.replaceAll("\n", " "),
    abstract: `${hostile}\n\nSee https://example.org/a_(b) and http://user@example.org/x.`,
    authors: ['<img src=x onerror="alert(9)">'],
    venue: "<b onclick=alert(10)>ICLR</b>",
    withdrawn: "<img src=x onerror=alert(14)> by its authors",
    tags: ["<script>alert(11)</script>"],
    resources: [
      { kind: "code" as const, url: "javascript:alert(12)" },
      { kind: "project" as const, url: "command:workbench.action.quit" },
      { kind: "pdf" as const, url: "https://example.org/paper.pdf" },
    ],
  };
  const notes = [
    noteOn(paper.abstract, "go", {
      comment: hostile,
      author: "<script>alert(13)</script>",
      tags: ["<i>x</i>"],
    }),
    noteOn(paper.abstract, "", {
      comment: "<details open ontoggle=alert(14)>x</details>\n\n# Big\n\n- [ ] do",
    }),
    noteOn(paper.abstract, "nowhere <img src=x onerror=alert(15)>", { comment: "x" }),
  ];
  await using reader = await openReader({ paper, notes });
  const { page } = reader;
  await page.locator("mark").first().click();
  await page.keyboard.press("e");
  await page.locator(".editor").waitFor();
  await page.waitForTimeout(300);

  const found = await page.evaluate(() => ({
    active: [
      ...document.querySelectorAll(
        "main :is(script, img, iframe, object, embed, form, input, details, style)",
      ),
    ].map((element) => element.outerHTML),
    handlers: [...document.querySelectorAll("main *")]
      .flatMap((element) => [...element.attributes])
      .filter(({ name }) => name.startsWith("on"))
      .map(({ name }) => name),
    addresses: [...document.querySelectorAll("main [href], main [src], main [xlink\\:href]")].map(
      (element) => element.getAttribute("href") ?? element.getAttribute("src"),
    ),
    headings: [...document.querySelectorAll(".comment :is(h1, h2, h3)")].length,
  }));
  assert.deepEqual(found.active, []);
  assert.deepEqual(found.handlers, []);
  assert.equal(found.headings, 0);
  const allowed = [
    "https://arxiv.org/abs/2504.19449",
    "https://example.org/paper.pdf",
    "https://example.org/a_(b)",
    "http://user@example.org/x",
    "https://evil.example/x.png", // written out in the text, so it may be followed; it is not loaded
    "https://evil.example/pixel.png",
    "https://evil.example/y.png",
  ];
  for (const address of found.addresses) assert.ok(allowed.includes(address ?? ""), `${address} is a link`);
  assert.match((await page.locator(".abstract").textContent()) ?? "", /<script>alert\(1\)<\/script>/);
  assert.match((await page.locator(".authors").textContent()) ?? "", /<img src=x/);
  assert.deepEqual(await reader.incidents(), []);
});

test("a link is opened by asking the host, never by the page itself", async () => {
  const paper = { ...rSparse, abstract: "Code is at https://github.com/VITA-Group/R-Sparse." };
  const notes = [noteOn(paper.abstract, "", { comment: "[see](https://example.org/)" })];
  await using reader = await openReader({ paper, notes });
  const { page } = reader;
  const before = page.url();
  await page.locator(".abstract a").click();
  await page.locator(".comment a").click({ button: "middle" });
  await page.locator(".links a").first().click();
  const opened = async (): Promise<readonly string[]> =>
    (await askedFor(page, "openLink")).map((ask) => (ask as { url: string }).url);
  await eventually(opened, [
    "https://github.com/VITA-Group/R-Sparse",
    "https://example.org/",
    "https://arxiv.org/abs/2504.19449",
  ]);
  assert.equal(page.url(), before);
  assert.equal(reader.context.pages().length, 1);
  assert.deepEqual(await reader.incidents(), []);
});
