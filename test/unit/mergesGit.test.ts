import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { compact, planCompacting } from "../../src/check/compact.ts";
import { DiskFiles, temporaryFolder } from "../fakes/diskFiles.ts";
import { DiskShelf } from "../fakes/diskShelf.ts";
import { Randomness } from "../fakes/randomness.ts";
import { samplePaper } from "../fakes/sample.ts";
import { Workspace } from "../fakes/workspace.ts";
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
      assert.deepEqual(await faultsOfCompacting(t, join(folder, "p0")), []);
      assert.ok(outcome.merges >= 5 && outcome.operations >= 5 && outcome.notes >= 1);
    },
  );

/** What people and merges have made of a library is compacted, and has to stand as before. */
async function faultsOfCompacting(t: TestContext, home: string): Promise<readonly string[]> {
  const paper = samplePaper("COMET");
  const shown = async (): Promise<string> => {
    const { notes } = new Workspace(t, new DiskFiles(join(home, ".marginalia")));
    await notes.load();
    return JSON.stringify(notes.of(paper));
  };
  const before = await shown();
  const plan = await planCompacting([new DiskShelf(home)], false);
  const { failed } = await compact(plan, "2026-09-01T08:00:00.000Z");
  return [
    ...plan.obstacles,
    ...failed.map(({ why }) => why),
    ...((await shown()) === before ? [] : ["it differs"]),
  ];
}

function hasGit(): boolean {
  try {
    execFileSync("git", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
