/**
 * How long an agent waits for the server over a library of 10,000 papers: from its start until the tools are listed, against a
 * server of the same SDK that has one tool and no library; and from there until the first search is answered, with and
 * without the index that the editor has stored.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../src/base/clock.ts";
import { Library } from "../../src/library/library.ts";
import { paperPath, writePaperFile } from "../../src/library/paperFile.ts";
import { LibrarySearch } from "../../src/librarySearch/librarySearch.ts";
import { Notes } from "../../src/notes/notes.ts";
import { DiskFiles } from "../fakes/diskFiles.ts";
import { MemoryShelves } from "../fakes/memoryShelves.ts";
import { searchThread } from "../fakes/searchThread.ts";
import { SilentLog } from "../fakes/silentLog.ts";
import { median, table } from "./figures.ts";
import { manyPapers } from "./libraries.ts";

const [paperCount, rounds] = [10_000, 9];

const opening = [
  {
    id: 1,
    method: "initialize",
    params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "bench", version: "1" } },
  },
  { method: "notifications/initialized" },
  { id: 2, method: "tools/list", params: {} },
];
const search = {
  id: 3,
  method: "tools/call",
  params: { name: "marginalia_searchPapers", arguments: { query: "sparse attention" } },
};

const bareServer = (root: string): string => `
import { Server } from "${root}/node_modules/@modelcontextprotocol/server/dist/index.mjs";
import { StdioServerTransport } from "${root}/node_modules/@modelcontextprotocol/server/dist/stdio.mjs";
const server = new Server({ name: "bare", version: "1" }, { capabilities: { tools: {} } });
server.setRequestHandler("tools/list", () => ({ tools: [{ name: "x", inputSchema: { type: "object" } }] }));
await server.connect(new StdioServerTransport());
`;

async function main(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), "marginalia-mcp-"));
  try {
    const files = new DiskFiles(join(home, ".marginalia"));
    for (const paper of manyPapers(paperCount)) await files.write(paperPath(paper.id), writePaperFile(paper));
    const bare = join(home, "bare.mjs");
    await writeFile(bare, bareServer(process.cwd()));
    const ours = ["dist/mcp.js", "--library", home];
    const times: Record<"bare" | "ours" | "cold" | "stored", number[]> = {
      bare: [],
      ours: [],
      cold: [],
      stored: [],
    };
    for (let round = 0; round < rounds; round++) {
      times.bare.push((await waited([bare], [])).listed);
      const { listed, answered } = await waited(ours, [search]);
      times.ours.push(listed);
      times.cold.push(answered - listed);
    }
    await storeIndex(files);
    for (let round = 0; round < rounds; round++) {
      const { listed, answered } = await waited(ours, [search]);
      times.stored.push(answered - listed);
    }
    const ms = (values: readonly number[]): string => median(values).toFixed(0);
    table(
      `MCP server over ${paperCount.toLocaleString("en")} papers, medians of ${rounds}, in ms`,
      ["tools listed", "bare server of the SDK", "ratio", "first search", "with the stored index"],
      [
        [
          ms(times.ours),
          ms(times.bare),
          (median(times.ours) / median(times.bare)).toFixed(2),
          ms(times.cold),
          ms(times.stored),
        ],
      ],
    );
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** From the start of the process until the tools were listed, and until all was answered. */
function waited(
  words: readonly string[],
  more: readonly object[],
): Promise<{ readonly listed: number; readonly answered: number }> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const server = spawn(process.execPath, words, { stdio: ["pipe", "pipe", "inherit"] });
    let [text, listed] = ["", 0];
    server.on("error", reject);
    server.stdout.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      const has = (id: number): boolean => new RegExp(`"id":${id}\\b`, "u").test(text);
      if (listed === 0 && has(2)) listed = performance.now() - started;
      if (listed === 0 || (more.length > 0 && !(has(3) && text.endsWith("\n")))) return;
      resolve({ listed, answered: performance.now() - started });
      server.kill();
    });
    for (const message of [...opening, ...more])
      server.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  });
}

/** As the editor leaves it. */
async function storeIndex(files: DiskFiles): Promise<void> {
  const [shelves, log] = [new MemoryShelves(files), new SilentLog()];
  const library = new Library(shelves, systemClock, log);
  const notes = new Notes({
    ...{ shelves, clock: systemClock, log },
    shelfOf: (paper) => library.shelfOf(paper),
    author: () => Promise.resolve({ name: "Bench" }),
  });
  let isStored: () => void = () => undefined;
  const stored = new Promise<void>((resolve) => (isStored = resolve));
  const index = new LibrarySearch({
    ...{ library, notes, clock: systemClock, log, startIndex: searchThread, quietMs: 1 },
    store: {
      read: () => Promise.resolve(undefined),
      write: async (bytes) => {
        await files.write("cache/search-index.bin", "");
        await writeFile(files.at("cache/search-index.bin"), bytes);
        isStored();
      },
    },
  });
  await index.whenComplete();
  await stored;
  index.dispose();
  library.dispose();
  notes.dispose();
}

await main();
