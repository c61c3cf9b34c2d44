// Takes the pictures of the README: `npm run screenshots [name]` drives the packaged extension in a real VS Code.
import "./nodeVersion.mjs";
import { join } from "node:path";
import { build } from "./checks.mjs";
import { installDependencies } from "./dependencies.mjs";
import { makePackage } from "./package.mjs";
import { root } from "./places.mjs";
import { end, run } from "./processes.mjs";
import { step } from "./say.mjs";

await installDependencies();
await makePackage();
step("Building");
if ((await build()) !== 0) await end(1);
step("Taking pictures");
const photographer = join(root, "dist/test/run/pictures/takePictures.js");
await end(await run(process.execPath, [photographer, ...process.argv.slice(2)]));
