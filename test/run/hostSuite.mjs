// Runs test/vscode/host inside the extension host of a real VS Code in which the packaged extension is installed.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { launchBrowser } from "./browser.mjs";
import { electronVscode } from "./electron.mjs";
import { packagePath } from "./package.mjs";
import { root } from "./places.mjs";
import { atEnd } from "./processes.mjs";
import { prepareProfile, temporaryFolder } from "./profile.mjs";
import { installExtension, startServer } from "./vscodeServer.mjs";

const driver = join(root, "test/vscode/driver");
const tests = join(root, "dist/test/vscode/host/suite.cjs");
const patienceMs = 10 * 60_000;

export async function runHostSuite() {
  if (!existsSync(tests)) return { passed: 0, failures: [] };
  const home = temporaryFolder("host");
  const forget = atEnd(async () => home.remove());
  const folder = join(home.path, "workspace");
  mkdirSync(folder);
  const profile = prepareProfile(home.path);
  const results = join(home.path, "results.json");
  const env = { MARGINALIA_TEST_RESULTS: results, MARGINALIA_FIXTURES: join(root, "test/fixtures") };
  try {
    const electron = await electronVscode();
    if (electron) {
      await electron.install(profile, packagePath());
      await electron.runTests(profile, { folder, driver, tests, env, patienceMs });
    } else {
      await installExtension(profile, packagePath());
      await runInServer(profile, folder, env);
    }
    if (!existsSync(results)) throw new Error("VS Code ended before the tests did");
    return JSON.parse(readFileSync(results, "utf8"));
  } finally {
    home.remove();
    forget();
  }
}

/** A page that asks for the driver and its tests makes the server's extension host run them. */
async function runInServer(profile, folder, env) {
  const server = await startServer(profile, { driven: true, env });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const finished = new Promise((resolve, reject) => {
      void page.exposeFunction("codeAutomationLog", (_type, args) => show(args));
      void page.exposeFunction("codeAutomationExit", resolve);
      setTimeout(() => reject(new Error("The host suite did not end in time")), patienceMs).unref();
    });
    const remote = (path) => `vscode-remote://127.0.0.1:${server.port}${path}`;
    const payload = [
      ["extensionDevelopmentPath", remote(driver)],
      ["extensionTestsPath", remote(tests)],
    ];
    const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
    await page.goto(`${server.url}/?${query}`);
    await finished;
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** The server's host reports native loggers that were not compiled, at length; nothing depends on them. */
function show(args) {
  if (!args.some((arg) => /Could not locate the bindings file/.test(String(arg)))) console.log(...args);
}
