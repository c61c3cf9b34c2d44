// Opens VS Code in the best way there is here: the one on PATH, else a downloaded one, else its server in a browser.
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "./checks.mjs";
import { installDependencies } from "./dependencies.mjs";
import { kept, root } from "./places.mjs";
import { end } from "./processes.mjs";
import { step, seconds } from "./say.mjs";
import { openInBrowser } from "./startBrowser.mjs";
import { openOnDesktop } from "./startDesktop.mjs";

/** @param {{ folder: string | undefined, inBrowser: boolean }} wanted */
export async function startDemo({ folder, inBrowser }) {
  await installDependencies();
  step("Building");
  if ((await build()) !== 0) await end(1);
  const workspace = await prepareWorkspace(folder);
  const profile = join(kept, "demo-profile");
  const window =
    (inBrowser ? undefined : await openOnDesktop(profile, workspace)) ??
    (await openInBrowser(profile, workspace));
  console.log(`  Ready after ${seconds(performance.now())}. Ctrl+C stops it.`);
  await end(await window.ended);
}

/** An existing folder of yours is opened as it is; a new one is filled. */
async function prepareWorkspace(asked) {
  const folder = asked === undefined ? join(kept, "demo") : resolve(process.env["INIT_CWD"] ?? ".", asked);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    step(`Opening ${folder} as it is`);
    return folder;
  }
  step(`Preparing a workspace with the sample library in ${folder}`);
  mkdirSync(folder, { recursive: true });
  const { prepareDemo } = await import(join(root, "dist/test/run/demo/prepare.js"));
  await prepareDemo(folder);
  return folder;
}
