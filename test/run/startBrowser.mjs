// VS Code's server from npm, shown in the browser: needs no download of VS Code and no desktop.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { currentPackage } from "./package.mjs";
import { demoSettings, prepareProfile } from "./profile.mjs";
import { hasScreen } from "./screen.mjs";
import { step } from "./say.mjs";
import { installExtension, startServer } from "./vscodeServer.mjs";

/** The same port each time keeps what the browser remembers of the window. */
const usualPort = 8421;

/** @returns what was opened; `ended` resolves when it is over */
export async function openInBrowser(profileFolder, workspace) {
  const vsix = await currentPackage();
  const profile = prepareProfile(profileFolder, demoSettings);
  step("Installing the package into the demo profile");
  await installExtension(profile, vsix);
  step("Starting VS Code's server");
  const port = (await isFree(usualPort)) ? usualPort : 0;
  const token = randomUUID(); // keeps other pages in the browser from using the server
  const server = await startServer(profile, { port, token });
  const address = `${server.url}/?${new URLSearchParams({ tkn: token, folder: workspace })}`;
  step(`VS Code runs at ${address}`);
  if (hasScreen()) openAddress(address);
  else console.log("  There is no screen here; open the address in a browser on this machine.");
  return { ended: server.ended };
}

function openAddress(address) {
  const [command, ...args] = {
    darwin: ["open", address],
    win32: ["cmd", "/c", "start", "", address.replaceAll("&", "^&")],
  }[process.platform] ?? ["xdg-open", address];
  const opener = spawn(command, args, { stdio: "ignore", detached: true });
  opener.once("error", () => console.log("  No browser could be opened; open the address yourself."));
  opener.unref();
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
