import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

const supplies = "/sys/class/power_supply";

/** Whether the machine runs on its battery; false where that cannot be told cheaply, as on Windows. */
export async function isOnBattery(): Promise<boolean> {
  try {
    if (process.platform === "darwin") {
      const { stdout } = await promisify(execFile)("/usr/bin/pmset", ["-g", "batt"]);
      return stdout.includes("'Battery Power'");
    }
    return process.platform === "linux" && (await isDischarging());
  } catch {
    return false; // a machine that says nothing of its power has no battery
  }
}

async function isDischarging(): Promise<boolean> {
  for (const name of await readdir(supplies)) {
    const status = await readFile(`${supplies}/${name}/status`, "utf8").catch(() => "");
    const scope = await readFile(`${supplies}/${name}/scope`, "utf8").catch(() => "");
    // That of a mouse or a keyboard is of the scope "Device".
    if (status.trim() === "Discharging" && scope.trim() !== "Device") return true;
  }
  return false;
}
