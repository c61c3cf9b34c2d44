// Starts other programs so that none outlives us.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { root } from "./places.mjs";

/**
 * Starts a program with all its children on a leash.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 */
export function start(command, args, options = {}) {
  const leash = spawn(process.execPath, [join(root, "test/run/leash.mjs"), command, ...args], {
    stdio: ["pipe", "inherit", "inherit"],
    cwd: root,
    ...options,
  });
  const ended = once(leash, "exit").then(([code]) => Number(code ?? 1));
  // The leash may be gone before it is told to let go.
  leash.stdin?.on("error", () => {});
  return {
    process: leash,
    /** The exit code, once it has ended. */
    ended,
    async stop() {
      leash.stdin?.end();
      await ended;
    },
    async kill() {
      leash.stdin?.end("now");
      await ended;
    },
  };
}

/**
 * Runs a program to its end, showing what it prints, and answers its exit code.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 */
export async function run(command, args, options = {}) {
  const started = start(command, args, options);
  const forget = atEnd(() => started.stop());
  const code = await started.ended;
  forget();
  return code;
}

/** Runs npm, the one that runs us if there is one. */
export function npm(args, options = {}) {
  const own = process.env["npm_execpath"];
  if (own?.endsWith(".js")) return run(process.execPath, [own, ...args], options);
  return process.platform === "win32"
    ? run("cmd.exe", ["/d", "/s", "/c", "npm", ...args], options)
    : run("npm", args, options);
}

/** @type {Set<() => Promise<void>>} */
const duties = new Set();

/**
 * Has something done before we go, be it by Ctrl+C or by a failure; the newest first.
 * @param {() => Promise<void>} duty
 * @returns {() => void} takes it back
 */
export function atEnd(duty) {
  if (duties.size === 0) watchForTheEnd();
  duties.add(duty);
  return () => void duties.delete(duty);
}

let watching = false;

function watchForTheEnd() {
  if (watching) return;
  watching = true;
  for (const [name, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ]) {
    process.once(name, () => void end(Number(code)));
  }
  // npm passes a signal on to its shell, and that goes without telling us.
  const parent = process.ppid;
  const isOrphan = () => process.env["npm_lifecycle_event"] !== undefined && process.ppid !== parent;
  setInterval(() => isOrphan() && void end(143), 300).unref();
  process.once("uncaughtException", (failure) => {
    console.error(failure);
    void end(1);
  });
}

/** Does what is still to be done, then ends this process. */
export async function end(code) {
  for (const duty of [...duties].reverse()) await duty().catch((failure) => console.error(failure));
  process.exit(code);
}
