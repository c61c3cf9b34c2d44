// Whether a window can be shown here.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

export const hasScreen = () =>
  process.platform !== "linux" || Boolean(process.env["DISPLAY"]) || Boolean(process.env["WAYLAND_DISPLAY"]);

/** @returns {string | undefined} the path of a program a person could call by this name */
export function programOnPath(...names) {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not for us
  }
}
