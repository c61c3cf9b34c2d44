/** A paper that was withdrawn says so, in the words of its source, before its abstract. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { grievances } from "./grievances.ts";
import { openReader } from "./harness.ts";
import { rSparse, themes } from "./samples.ts";

const withdrawn = "This paper has been withdrawn due to an error in equation 7";

for (const [name, theme] of Object.entries(themes))
  test(`in the ${name} theme a withdrawn paper says so above its abstract, and axe finds nothing serious`, async () => {
    await using reader = await openReader({ paper: { ...rSparse, withdrawn }, notes: [], theme });
    assert.equal(await reader.page.locator(".header .withdrawn").innerText(), `Withdrawn. ${withdrawn}`);
    assert.deepEqual(await grievances(reader.page), []);
  });

test("other papers say nothing of it", async () => {
  await using reader = await openReader({ paper: rSparse, notes: [] });
  assert.equal(await reader.page.locator(".withdrawn").count(), 0);
});
