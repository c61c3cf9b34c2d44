// Runs a command as the head of a process group, and ends the whole group when the other end of our stdin closes.
// That happens however our starter goes, even when it is killed, so nothing is ever left behind.
// A byte on stdin ends the group at once, without a chance to tidy up.
import { spawn, spawnSync } from "node:child_process";

const [command, ...args] = process.argv.slice(2);
const windows = process.platform === "win32";
const head = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"], detached: !windows });

process.stdin.once("data", () => signal("SIGKILL"));
process.stdin.once("end", () => {
  signal("SIGTERM");
  setTimeout(() => signal("SIGKILL"), 3000).unref();
});
// Ctrl+C reaches us as well; our starter decides when to end.
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => {});

head.once("error", (failure) => {
  console.error(failure.message);
  process.exit(127);
});
head.once("exit", (code) => {
  signal("SIGKILL"); // whoever of the group has outlived its head
  process.exit(code ?? 1);
});

function signal(name) {
  if (head.pid === undefined) return;
  if (windows) {
    spawnSync("taskkill", ["/pid", String(head.pid), "/T", "/F"]);
    return;
  }
  try {
    process.kill(-head.pid, name);
  } catch (failure) {
    if (failure.code !== "ESRCH") throw failure; // ESRCH: all are gone already
  }
}
