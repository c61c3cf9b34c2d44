/** The library for agents outside the editor: `node dist/mcp.js --library DIR`. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import type { Log } from "../base/ports.ts";
import { reasonOf } from "../base/result.ts";
import { describedIn } from "./descriptions.ts";
import { openLibrary } from "./openLibrary.ts";
import { optionsOf, usage } from "./options.ts";
import { paperServer } from "./server.ts";

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Standard output belongs to the protocol. */
const say = (message: string): void => void process.stderr.write(`${message}\n`);
const log: Log = { info: () => undefined, warn: say, error: say };

function main(): void {
  const words = process.argv.slice(2);
  if (words.includes("--help")) return void process.stdout.write(`${usage}\n`);
  const options = optionsOf(words);
  if (!options.ok) return refuse(`${options.why}.\n\n${usage}`);
  try {
    const described = describedIn(JSON.parse(readFileSync(beside("../package.json"), "utf8")));
    const library = openLibrary(options.value, beside("searchWorker.cjs"), log);
    serveStdio(() => paperServer(library.desk, described), { onerror: ({ message }) => say(message) });
    library.follow().catch((thrown: unknown) => say(`Changes are not followed: ${reasonOf(thrown)}`));
    process.stdin.once("end", () => process.exit(0));
  } catch (thrown) {
    refuse(reasonOf(thrown));
  }
}

function refuse(why: string): void {
  say(why);
  process.exitCode = 2;
}

main();
