/** A paper of which a newer version is out than the PDF that is read says so in its header, and offers it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { grievances } from "./grievances.ts";
import { askedFor, eventually, openReader } from "./harness.ts";
import { picture } from "./picture.ts";
import { rSparse, themes } from "./samples.ts";

const pdf = (version: number): string => `https://arxiv.org/pdf/2504.17768v${version}`;
const paperWith = (attached: number) => ({
  ...rSparse,
  identifiers: ["arxiv:2504.17768"],
  pdfs: [{ path: "papers/x.pdf", url: pdf(attached) }],
  resources: [{ kind: "pdf" as const, url: pdf(3) }],
});

for (const [name, theme] of Object.entries(themes))
  test(`in the ${name} theme a newer version is announced, axe finds nothing serious, and one press downloads it`, async () => {
    await using reader = await openReader({ paper: paperWith(1), notes: [], theme });
    const { page } = reader;
    assert.match(
      await page.locator(".header .newer").innerText(),
      /Version 3 is out; the PDF here is version 1\./u,
    );
    assert.deepEqual(await grievances(page), []);
    await picture(page, `newer-${name}`);
    await page.locator(".header .newer mg-button").click();
    await eventually(() => askedFor(page, "downloadPdf"), [undefined]);
  });

test("who reads the newest is told nothing", async () => {
  await using reader = await openReader({ paper: paperWith(3), notes: [] });
  assert.equal(await reader.page.locator(".newer").count(), 0);
});
