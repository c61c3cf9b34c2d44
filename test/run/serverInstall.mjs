// A real VS Code from the npm registry alone: code-server carries VS Code's server and workbench, and a Node binary comes as
// a package too. For machines where VS Code itself cannot be downloaded.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kept } from "./places.mjs";
import { npm } from "./processes.mjs";
import { timed } from "./say.mjs";

const folder = join(kept, "server");
const vscode = join(folder, "node_modules/code-server/lib/vscode");
const platform = process.platform === "win32" ? "win" : process.platform;
const nodePackage = `node-${platform}-${process.arch}`; // the Node that this server is made for, whatever runs us
const dependencies = { "code-server": "4.139.1", [nodePackage]: "24" };
const stamp = join(folder, "complete.json"); // written last, so that an interrupted install is done again

export const server = {
  main: join(vscode, "out/server-main.js"),
  node: join(folder, "node_modules", nodePackage, "bin", process.platform === "win32" ? "node.exe" : "node"),
};

export async function installServer() {
  const wanted = JSON.stringify({ private: true, dependencies });
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  await timed("Installing VS Code from npm (some 800 MB on disk, only this once)", async () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), wanted);
    await install(folder);
    await install(vscode, "--omit=dev"); // the workbench's own parts, with the prebuilt file watcher among them
    writeFileSync(stamp, wanted);
  });
}

/** Without scripts: they would compile native modules that are not needed here, and insist on their own Node. */
async function install(cwd, ...more) {
  const quiet = ["--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
  const code = await npm(["install", "--ignore-scripts", ...quiet, ...more], { cwd });
  if (code !== 0) throw new Error(`npm install failed in ${cwd} with code ${code}`);
}
