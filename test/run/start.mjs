// npm start [-- folder] [-- --browser]: opens a demo workspace, or a folder, in VS Code with Marginalia running.
import "./nodeVersion.mjs";

const { startDemo } = await import("./startDemo.mjs");
const args = process.argv.slice(2);
await startDemo({
  folder: args.find((arg) => !arg.startsWith("-")),
  inBrowser: args.includes("--browser"),
});
