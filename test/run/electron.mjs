// The VS Code that people install, where it can be downloaded and can run.
import { spawnSync } from "node:child_process";
import { kept } from "./places.mjs";
import { run, start } from "./processes.mjs";
import { step } from "./say.mjs";
import { hasScreen, programOnPath } from "./screen.mjs";

const releases = "https://update.code.visualstudio.com/api/releases/stable";

/** @typedef {ReturnType<typeof import("./profile.mjs").prepareProfile>} Profile */

/** Answers undefined, and says why, where this VS Code cannot be had. */
export async function electronVscode() {
  const xvfb = hasScreen() ? undefined : programOnPath("xvfb-run");
  if (!hasScreen() && xvfb === undefined)
    return unavailable("there is no screen, and no xvfb-run to stand in for it");
  if (!(await canDownload())) return unavailable("its download server cannot be reached");
  const { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath } =
    await import("@vscode/test-electron");
  step("Fetching VS Code with @vscode/test-electron (only once for each version)");
  const executable = await downloadAndUnzipVSCode({ cachePath: kept });
  const [cli = "", ...cliArgs] = resolveCliArgsFromVSCodeExecutablePath(executable, {
    reuseMachineInstall: true,
  });
  const asked = spawnSync(cli, [...cliArgs, "--version"], {
    shell: process.platform === "win32",
    timeout: 30_000,
  });
  if (asked.status !== 0) return unavailable(`it does not start here: ${asked.stderr}`);
  return { open, runTests, install };

  /** @param {Profile} profile */
  function install(profile, vsix) {
    return run(cli, [...cliArgs, ...foldersOf(profile), "--install-extension", vsix, "--force"]);
  }

  /** @param {Profile} profile */
  function open(profile, folder) {
    return start(executable, [...foldersOf(profile), ...withoutFuss, "--new-window", folder]);
  }

  /** @param {Profile} profile */
  async function runTests(profile, { folder, driver, tests, env, patienceMs }) {
    const args = [
      ...foldersOf(profile),
      ...withoutFuss,
      `--extensionDevelopmentPath=${driver}`,
      `--extensionTestsPath=${tests}`,
      folder,
    ];
    const command = xvfb === undefined ? [executable, ...args] : [xvfb, "-a", executable, ...args];
    const started = start(command[0] ?? "", command.slice(1), { env: { ...process.env, ...env } });
    const patience = setTimeout(() => void started.kill(), patienceMs);
    await started.ended;
    clearTimeout(patience);
  }
}

const foldersOf = ({ userData, extensions }) => [
  `--user-data-dir=${userData}`,
  `--extensions-dir=${extensions}`,
];

const withoutFuss = [
  "--no-sandbox", // containers and root need it
  "--disable-gpu-sandbox",
  "--disable-updates",
  "--disable-workspace-trust",
  "--skip-welcome",
  "--skip-release-notes",
];

async function canDownload() {
  try {
    const answer = await fetch(releases, { signal: AbortSignal.timeout(5000) });
    return answer.ok;
  } catch {
    return false; // no network, or none that leads there
  }
}

function unavailable(why) {
  console.log(`  Not using a downloaded VS Code: ${why}.`);
  return undefined;
}
