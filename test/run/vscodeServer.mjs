// Starts and stops VS Code's server, and installs extensions into its profile.
import { createWriteStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { atEnd, start } from "./processes.mjs";
import { installServer, server } from "./serverInstall.mjs";

/** @typedef {ReturnType<typeof import("./profile.mjs").prepareProfile>} Profile */

/** @param {Profile} profile */
const foldersOf = ({ userData, extensions, serverData }) => [
  `--user-data-dir=${userData}`,
  `--extensions-dir=${extensions}`,
  `--server-data-dir=${serverData}`,
];

/**
 * @param {Profile} profile
 * @param {string} vsix
 */
export async function installExtension(profile, vsix) {
  await installServer();
  const args = [
    server.main,
    ...foldersOf(profile),
    "--accept-server-license-terms",
    "--force",
    "--install-extension",
    vsix,
  ];
  const output = await collect(args);
  if (output.code !== 0 || !/successfully installed/.test(output.text)) {
    throw new Error(`VS Code did not install ${vsix}:\n${output.text}`);
  }
}

/**
 * @param {Profile} profile
 * @param {object} [options]
 * @param {boolean} [options.trusted] whether every folder is trusted without asking
 * @param {boolean} [options.driven] whether tests are to be run inside its extension host
 * @param {number} [options.port] else a free one
 * @param {string} [options.token] without which no page is answered
 * @param {NodeJS.ProcessEnv} [options.env] for the server and its extension hosts
 */
export async function startServer(profile, options = {}) {
  const { trusted = true, driven = false, port = 0, token, env = {} } = options;
  await installServer();
  const args = [
    server.main,
    ...foldersOf(profile),
    "--host=127.0.0.1",
    `--port=${port}`,
    ...(token === undefined ? ["--without-connection-token"] : [`--connection-token=${token}`]),
    "--accept-server-license-terms",
    // Lets a page ask for an extension under development and its tests; it also hides notifications.
    ...(driven ? ["--enable-smoke-test-driver"] : []),
    "--telemetry-level=off",
    ...(trusted ? ["--disable-workspace-trust"] : []),
  ];
  const log = join(profile.folder, "server.log");
  const started = start(server.node, args, {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...ownEnvironment(), ...env },
  });
  const forget = atEnd(() => started.stop());
  const listening = await portOf(started, log);
  return {
    port: listening,
    url: `http://127.0.0.1:${listening}`,
    /** What it printed; says why, when something went wrong. */
    log,
    ended: started.ended,
    async stop() {
      await started.stop();
      forget();
    },
    /** Ends everything at once, as a power cut would. */
    async kill() {
      await started.kill();
      forget();
    },
  };
}

/** What a VS Code sets for the programs in its terminal would mislead another one that is started there. */
function ownEnvironment() {
  const entries = Object.entries(process.env).filter(([name]) => !/^(VSCODE|ELECTRON)_/.test(name));
  return { ...Object.fromEntries(entries), VSCODE_CLI: "1" }; // or it would run a login shell to ask for its environment
}

/** Resolves as soon as the server says that it listens, and where. */
async function portOf({ process: leash, ended, stop }, log) {
  const file = createWriteStream(log, { flags: "a" });
  leash.stderr.pipe(file, { end: false });
  let text = "";
  const port = new Promise((resolve) => {
    leash.stdout.on("data", (chunk) => {
      file.write(chunk);
      text += chunk;
      const found = /Extension host agent listening on (\d+)/.exec(text);
      if (found) resolve(Number(found[1]));
    });
  });
  const patience = setTimeout(() => void stop(), 60_000);
  const answer = await Promise.race([port, ended.then(() => undefined)]);
  clearTimeout(patience);
  if (answer === undefined) throw new Error(`VS Code's server did not start:\n${readFileSync(log, "utf8")}`);
  return answer;
}

async function collect(args) {
  const started = start(server.node, args, { stdio: ["pipe", "pipe", "pipe"] });
  let text = "";
  for (const stream of [started.process.stdout, started.process.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk) => (text += chunk));
  }
  const code = await started.ended;
  return { code, text };
}
