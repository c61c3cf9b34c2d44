/** Some damaged inputs of every kind; `npm run bench fuzz` reads a million. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fuzz, targets } from "../fakes/importFuzz.ts";

for (const target of targets)
  test(`${target.name}: damage is named or survived, and what comes out can be stored`, () => {
    assert.equal(fuzz(target, 250, 1).inputs, 250);
  });
