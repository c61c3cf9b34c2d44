// Brings node_modules to what package-lock.json says, when it is not there already.
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./places.mjs";
import { npm } from "./processes.mjs";
import { step } from "./say.mjs";

export async function installDependencies() {
  const installed = join(root, "node_modules/.package-lock.json"); // written last by npm
  const wanted = join(root, "package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return;
  step("Installing dependencies (npm install)");
  // Not `npm ci`: it refuses a lock file made where a registry lacked the optional packages of other platforms.
  const code = await npm(["install", "--no-save", "--no-audit", "--no-fund"]);
  if (code !== 0) throw new Error(`npm install failed with code ${code}`);
}
