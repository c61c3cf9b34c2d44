// What VS Code calls to run the tests beside this file. Marginalia is not loaded from the sources: its package is installed.
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "tdd", timeout: 30_000, color: true });
  for (const file of readdirSync(__dirname)) {
    if (file.endsWith(".test.cjs")) mocha.addFile(join(__dirname, file));
  }
  const failures: string[] = [];
  const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats));
    runner.on("fail", (test) => failures.push(test.fullTitle()));
  });
  const results = process.env["MARGINALIA_TEST_RESULTS"];
  if (results === undefined)
    throw new Error("MARGINALIA_TEST_RESULTS does not say where to write the results");
  writeFileSync(results, JSON.stringify({ passed: stats?.passes, skipped: stats?.pending, failures }));
}
