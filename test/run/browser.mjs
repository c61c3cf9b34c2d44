// Finds a Chromium to drive, and gets one where there is none.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./places.mjs";
import { run } from "./processes.mjs";
import { step } from "./say.mjs";
import { programOnPath } from "./screen.mjs";

/** Flags that keep a new, empty profile from phoning home and from asking questions. */
const quiet = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * @param {import("playwright-core").LaunchOptions} [options]
 * @param {readonly string[]} [flags] besides those that keep it quiet
 */
export async function launchBrowser(options = {}, flags = []) {
  const { chromium } = await import("playwright-core");
  return chromium.launch({
    executablePath: await findBrowser(),
    args: [...(isRoot() ? ["--no-sandbox"] : []), ...quiet, ...flags],
    ...options,
  });
}

/** @returns {Promise<string>} the path of a browser that starts */
export async function findBrowser() {
  const { chromium } = await import("playwright-core");
  const asked = process.env["CHROMIUM"];
  if (asked !== undefined) {
    if (works(asked)) return asked;
    throw new Error(`CHROMIUM is set to ${asked}, which does not start`);
  }
  const present = [onPath(), ...usualPlaces(), chromium.executablePath()].find(works);
  if (present !== undefined) return present;

  step("Fetching Chromium with Playwright");
  await run(process.execPath, [join(root, "node_modules/playwright-core/cli.js"), "install", "chromium"]);
  if (works(chromium.executablePath())) return chromium.executablePath();

  if (mayInstallPackages()) {
    step("Installing Chromium with apt-get");
    await aptGet("update", "-q");
    await aptGet("install", "-y", "-q", "--no-install-recommends", "chromium");
  }
  const installed = onPath();
  if (works(installed)) return installed;
  throw new Error("No Chromium, Chrome or Edge was found. Install one, or set CHROMIUM to its path.");
}

/** A browser may be there and still lack a library; the answer to --version tells. Windows opens a window instead. */
function works(path) {
  if (path === undefined || !existsSync(path)) return false;
  return process.platform === "win32" || spawnSync(path, ["--version"], { timeout: 20_000 }).status === 0;
}

const names = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
];

const onPath = () =>
  programOnPath(...names.map((name) => (process.platform === "win32" ? `${name}.exe` : name)));

function usualPlaces() {
  if (process.platform === "darwin") {
    const names = ["Google Chrome", "Chromium", "Microsoft Edge"];
    return names.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (process.platform === "win32") {
    const folders = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].map(
      (name) => process.env[name] ?? "",
    );
    const programs = ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"];
    return folders.flatMap((folder) => programs.map((program) => join(folder, program)));
  }
  return ["/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge", "/snap/bin/chromium"];
}

const isRoot = () => process.getuid?.() === 0;

const mayInstallPackages = () =>
  existsSync("/etc/debian_version") && (isRoot() || spawnSync("sudo", ["-n", "true"]).status === 0);

const aptGet = (...args) => {
  const command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", ...args];
  return isRoot() ? run(command[0], command.slice(1)) : run("sudo", ["-n", ...command]);
};
