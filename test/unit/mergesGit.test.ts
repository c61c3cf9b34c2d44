import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { temporaryFolder } from "../fakes/diskFiles.ts";
import { Randomness } from "../fakes/randomness.ts";
import { gitAttributes } from "../proofs/gitTeam.ts";
import { mergeTrial } from "../proofs/mergeTrial.ts";

const skip = hasGit() ? false : "git is not installed";

for (const seed of [1, 2, 3, 4])
  test(
    `notes of several people outlive any history of merges, rebases and picks (${seed})`,
    { skip },
    async (t) => {
      const folder = await temporaryFolder(t);
      const outcome = await mergeTrial(folder, gitAttributes(), new Randomness(seed), t);
      assert.deepEqual(outcome.faults, []);
      assert.ok(outcome.merges >= 5 && outcome.operations >= 5 && outcome.notes >= 1);
    },
  );

function hasGit(): boolean {
  try {
    execFileSync("git", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
