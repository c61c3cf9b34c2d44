// Types, lint, format and build: each is one thing that passes or fails.
import { join } from "node:path";
import { root } from "./places.mjs";
import { run } from "./processes.mjs";
import { step } from "./say.mjs";

const tool = (path, ...args) => run(process.execPath, [join(root, "node_modules", path), ...args]);

export const build = (...args) => run(process.execPath, [join(root, "esbuild.mjs"), ...args]);

const checks = {
  "types of src": () => tool("typescript/bin/tsc", "-p", "src"),
  "types of webview": () => tool("typescript/bin/tsc", "-p", "webview"),
  "types of test": () => tool("typescript/bin/tsc", "-p", "test"),
  lint: () => tool("oxlint/bin/oxlint", "--deny-warnings"),
  format: () => tool("prettier/bin/prettier.cjs", "--check", ".", "--log-level", "warn"),
  build: () => build(),
};

export async function runChecks() {
  const failures = [];
  for (const [name, check] of Object.entries(checks)) {
    step(`Checking ${name}`);
    if ((await check()) !== 0) failures.push(name);
  }
  return { passed: Object.keys(checks).length - failures.length, failures };
}
