// A VS Code window with the extension as it was just built.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { electronVscode } from "./electron.mjs";
import { root } from "./places.mjs";
import { atEnd, start } from "./processes.mjs";
import { demoSettings, prepareProfile } from "./profile.mjs";
import { hasScreen, programOnPath } from "./screen.mjs";
import { step } from "./say.mjs";

/** @returns what was opened, or undefined where no window can be */
export async function openOnDesktop(profileFolder, workspace) {
  if (!hasScreen()) {
    console.log("  There is no screen, so VS Code will run in a browser.");
    return undefined;
  }
  const profile = prepareProfile(profileFolder, demoSettings);
  const development = `--extensionDevelopmentPath=${root}`;
  const code = codeOnPath();
  if (code !== undefined) {
    step(`Opening VS Code (${code})`);
    return openWith(code, profile, [development, "--disable-workspace-trust", workspace]);
  }
  const downloaded = await electronVscode();
  if (downloaded === undefined) return undefined;
  step("Opening VS Code");
  const window = downloaded.open(profile, [development, workspace]);
  atEnd(() => window.stop());
  return { ended: window.ended };
}

/** In a terminal of a remote window `code` talks to that window and takes none of the options needed here. */
const codeOnPath = () =>
  process.env["VSCODE_IPC_HOOK_CLI"] === undefined
    ? programOnPath(...(process.platform === "win32" ? ["code.cmd"] : ["code"]))
    : undefined;

/** `code` starts VS Code apart from itself and waits for its window, so on Ctrl+C VS Code has to be told as well. */
function openWith(code, { userData, extensions }, args) {
  const lock = join(userData, "code.lock"); // holds the id of the process that uses this profile
  rmSync(lock, { force: true });
  const options = ["--new-window", "--wait", `--user-data-dir=${userData}`, `--extensions-dir=${extensions}`];
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const all = [...options, ...asRoot, ...args];
  const waiting =
    process.platform === "win32" ? start("cmd.exe", ["/d", "/c", code, ...all]) : start(code, all);
  atEnd(async () => {
    if (existsSync(lock)) endProcess(Number(readFileSync(lock, "utf8")));
    await waiting.stop();
  });
  return { ended: waiting.ended };
}

function endProcess(id) {
  try {
    process.kill(id, "SIGTERM");
  } catch (failure) {
    if (failure.code !== "ESRCH") throw failure; // ESRCH: its window has been closed
  }
}
