/** Disks that can hold little: a file system of its own where one may be mounted, else the system's limit on a file's size. */
import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import type { FullDisk } from "./diskTrial.ts";

const run = promisify(execFile);

/** Mounts a file system of so many kilobytes in memory; answers how to unmount it, or nothing where one may not. */
export async function mountSmallDisk(
  folder: string,
  kilobytes: number,
): Promise<(() => Promise<void>) | undefined> {
  try {
    await run("mount", ["-t", "tmpfs", "-o", `size=${kilobytes}k`, "none", folder]);
    return async () => void (await run("umount", [folder]));
  } catch {
    return undefined;
  }
}

/** Files of the writer may be so long and not longer; then the limit is lifted. */
export const limitedFiles = (bytes: number): FullDisk => ({
  under: ["prlimit", `--fsize=${bytes}:unlimited`],
  free: async (pid) => void (await run("prlimit", ["--pid", String(pid), "--fsize=unlimited:unlimited"])),
});

export function canLimitFiles(): boolean {
  try {
    execFileSync("prlimit", ["--fsize=1000000:unlimited", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
