/**
 * Which folder may import what, from the bottom up. A folder may import itself, what stands in its row, and nothing else.
 * Whoever wants an arrow that is not here changes this table, and so has to say that the design changes.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { test } from "node:test";
import { filesInCycles, importsOf, sourceFiles, specifiersIn, type Import } from "./imports.ts";

const ground = ["src/base", "src/domain"];
const stores = [...ground, "src/library", "src/notes", "src/host/workspace"];

const table: Readonly<Record<string, readonly string[]>> = {
  "src/base": [],
  "src/domain": ["src/base", "valibot", "@noble/hashes"],
  "src/anchoring": [...ground, "approx-string-match", "@noble/hashes"],
  "src/protocol": [...ground, "birpc", "valibot"],
  "src/search": [
    ...ground,
    "src/search/engine",
    "src/search/query",
    "birpc",
    "stemmer",
    "node:worker_threads",
  ],
  "src/search/query": [...ground, "src/search"],
  "src/search/engine": [...ground, "src/search", "src/search/query", "minisearch", "valibot"],
  "src/library/importers": [...ground, "saxes"],
  "src/library": [...ground, "src/library/importers", "src/library/duplicates", "valibot"],
  "src/library/duplicates": [...ground, "src/library"],
  "src/citations": [...ground, "src/library", "src/library/importers"],
  "src/sources": [
    ...[...ground, "src/library", "src/library/importers", "src/citations"],
    ...["src/sources/net", "src/sources/live"],
  ],
  "src/feed": [
    ...[...ground, "src/library", "src/search", "src/sources/net", "src/feed/sources"],
    ...["valibot", "@noble/hashes"],
  ],
  "src/feed/sources": [
    ...[...ground, "src/feed", "src/library/importers", "src/sources/net", "src/sources/live"],
    "@rgrove/parse-xml",
  ],
  "src/sources/net": [...ground, "valibot", "@noble/hashes"],
  "src/sources/live": [
    ...[...ground, "src/library", "src/library/importers", "src/citations"],
    ...["src/sources/net", "@rgrove/parse-xml"],
  ],
  "src/extraction": ["src/base", "src/extraction/pdfjs", "node:worker_threads"],
  "src/extraction/pdfjs": ["src/base", "src/extraction", "pdfjs-dist"],
  "src/notes": [...ground, "src/anchoring", "uuid", "@noble/hashes"],

  "src/fileLinks": [...ground, "src/anchoring"],
  "src/check": [...ground, "src/library", "src/notes"],
  "src/exchange": [...ground, "fflate", "valibot"],
  "src/pdfCopy": [...ground, "src/extraction/pdfjs", "pdfjs-dist", "@cantoo/pdf-lib", "node:worker_threads"],

  "src/host/workspace": [...ground, "src/library", "src/literature", "vscode"],
  "src/host/workspace/node": [
    "src/host/workspace",
    "src/search",
    "src/extraction",
    "src/pdfCopy",
    "vscode",
    "node:child_process",
    "node:fs",
    "node:path",
    "node:util",
    "node:worker_threads",
  ],
  "src/host/workspace/web": ["src/base", "src/host/workspace", "src/search", "vscode"],
  "src/host/tree": [...stores, "vscode", "valibot"],
  "src/host/reader": [...stores, "src/references/formats", "src/protocol", "vscode", "valibot"],
  "src/host/pdf": [
    ...stores,
    "src/host/reader",
    "src/library/importers",
    "src/extraction",
    "src/protocol",
    "vscode",
    "valibot",
    "@noble/hashes",
  ],
  "src/host/pdfCopy": [...stores, "src/pdfCopy", "src/host/commands", "vscode"],
  "src/host/exchange": [...stores, "src/exchange", "src/host/commands", "vscode"],
  "src/host/check": [...stores, "src/check", "src/host/pdf", "vscode"],
  "src/host/fileLinks": [
    ...stores,
    "src/anchoring",
    "src/fileLinks",
    "src/librarySearch",
    "src/host/search",
    "vscode",
  ],
  "src/host/inline": [...stores, "src/citations", "src/host/fileLinks", "vscode"],
  "src/host/citations": [
    ...stores,
    "src/library/importers",
    "src/citations",
    "src/references/formats",
    "src/host/inline",
    "src/librarySearch",
    "src/host/search",
    "vscode",
    "valibot",
  ],
  "src/literature": [...ground, "src/library", "src/references/formats", "mustache"],
  "src/host/literature": [...stores, "src/literature", "src/host/inline", "src/host/commands", "vscode"],
  "src/librarySearch": [
    ...[...ground, "src/library", "src/notes", "src/citations", "src/search", "src/search/query"],
  ],
  "src/agents": [
    ...[
      ...ground,
      "src/anchoring",
      "src/library",
      "src/notes",
      "src/search",
      "src/search/engine",
      "src/librarySearch",
      "valibot",
    ],
  ],
  "src/references": [
    ...[...ground, "src/library", "src/library/importers", "src/citations"],
    ...["src/references/styles", "src/references/formats"],
  ],
  "src/references/styles": ["src/references"],
  "src/references/formats": [...ground, "src/library", "src/references"],
  "src/host/references": [
    ...[...stores, "src/references", "src/references/formats", "src/host/commands", "vscode"],
  ],
  "src/webAnnotations": [
    ...[...ground, "src/anchoring", "src/library", "src/library/importers", "src/notes"],
    ...["src/references", "src/references/formats", "uuid", "valibot", "@noble/hashes"],
  ],
  "src/host/webAnnotations": [...stores, "src/webAnnotations", "src/host/commands", "vscode"],
  "src/node": [...["src/base", "src/search"], ...["node:fs", "node:path", "node:worker_threads"]],
  "src/mcp": [
    ...[...ground, "src/agents", "src/library", "src/librarySearch", "src/notes", "src/node", "src/search"],
    ...["@modelcontextprotocol/server", "valibot", "node:fs", "node:path", "node:url"],
  ],
  "src/host/agents": [...ground, "src/agents", "src/host/workspace", "vscode"],
  "src/host/search": [
    ...[...stores, "src/librarySearch", "src/citations", "src/search", "src/search/query"],
    ...["vscode", "valibot"],
  ],
  "src/host/search/view": [
    ...stores,
    "src/host/search",
    "src/librarySearch",
    "src/protocol",
    "src/search",
    "src/search/query",
    "vscode",
    "valibot",
  ],
  "src/host/commands": [
    ...stores,
    "src/host/pdf",
    "src/host/reader",
    "src/library/importers",
    "src/references/formats",
    "src/sources",
    "src/sources/net",
    "src/search",
    "src/protocol",
    "vscode",
  ],

  "src/host/duplicates": [...stores, "src/library/duplicates", "src/host/commands", "vscode"],
  "src/host/feeds": [...[...stores, "src/feed", "src/sources/net", "vscode"]],
  "src/host/today": [
    ...[...stores, "src/feed", "src/protocol", "src/sources/net", "src/host/feeds", "src/host/commands"],
    ...["vscode", "valibot"],
  ],

  "src/api.ts": ["src/domain", "vscode"],
  "src/marginaliaApi.ts": ["src/", "vscode"],
  "src/marginalia.ts": ["src/", "vscode"],
  "src/startAgents.ts": ["src/", "vscode"],
  "src/startExchange.ts": ["src/", "vscode"],
  "src/startReading.ts": ["src/", "vscode"],
  "src/extension.ts": ["src/", "vscode", "node:os"],
  "src/extension.web.ts": ["src/", "vscode"],

  "webview/style": [],
  "webview/state": ground,
  "webview/abstract": [...ground, "webview/state", "katex"],
  "webview/ui": [
    ...[...ground, "webview/state", "webview/abstract"],
    ...[
      "lit",
      "dompurify",
      "micromark",
      "micromark-extension-gfm",
      "micromark-extension-math",
      "@vscode/webview-ui-toolkit",
    ],
  ],
  "webview/search": [
    ...ground,
    "src/protocol",
    "src/search/query",
    "webview/ui",
    "webview/style",
    "webview/wire.ts",
    "lit",
  ],
  "webview/today": [...[...ground, "src/protocol", "webview/ui", "webview/style", "webview/wire.ts", "lit"]],
  "webview/pdf/text": [...ground, "src/anchoring"],
  "webview/pdf/state": [...ground, "src/protocol", "webview/pdf/text", "diff"],
  "webview/pdf/engine": [
    ...[...ground, "src/anchoring", "src/protocol", "webview/pdf/state", "webview/pdf/text"],
    ...["pdfjs-dist", "lit", "valibot"],
  ],
  "webview/pdf/cards": [
    ...[...ground, "src/protocol", "src/extraction", "src/extraction/pdfjs", "webview/ui"],
    ...["webview/pdf/engine", "webview/pdf/text", "lit"],
  ],
  "webview/pdf/ui": [
    ...[...ground, "src/protocol", "webview/state", "webview/ui"],
    ...["webview/pdf/state", "webview/pdf/text", "lit"],
  ],
  "webview/pdf": [
    ...[...ground, "src/protocol", "webview/state", "webview/ui", "webview/wire.ts"],
    ...[
      "src/anchoring",
      "src/extraction",
      "src/extraction/pdfjs",
      "webview/pdf/state",
      "webview/pdf/text",
      "webview/pdf/engine",
      "webview/pdf/ui",
      "webview/pdf/cards",
    ],
    ...["webview/style", "lit"],
  ],
  "webview/wire.ts": ["src/protocol"],
  "webview/marks.ts": [...ground, "webview/"],
  "webview/pageKeys.ts": [...ground, "webview/"],
  "webview/page.ts": [...ground, "webview/", "lit"],
  "webview/main.ts": [...ground, "webview/", "src/protocol", "lit"],
};

const entries = [
  "src/extension.ts",
  "src/extension.web.ts",
  "src/search/worker.node.ts",
  "src/search/worker.web.ts",
  "src/extraction/worker.node.ts",
  "src/pdfCopy/worker.node.ts",
  "src/mcp/main.ts",
  "webview/main.ts",
  "webview/search/main.ts",
  "webview/today/main.ts",
  "webview/pdf/main.ts",
];

const files = sourceFiles();
const imports = files.flatMap(importsOf);
const isOurs = (path: string): boolean => /^(?:src|webview)\//u.test(path);
/** A folder; the files at the top of src and webview each have a row of their own. */
const rowOf = (path: string): string => (path.split("/").length > 2 ? posix.dirname(path) : path);
const shown = (faults: readonly Import[]): readonly string[] =>
  faults.map(({ from, to }) => `${from} → ${to}`);

/** A row that ends in "/" stands for everything below, and "node:fs" for "node:fs/promises" too. */
function isAllowed({ from, to }: Import): boolean {
  const target = isOurs(to) ? rowOf(to) : to;
  const allowed = table[rowOf(from)] ?? [];
  const names = (row: string): boolean =>
    row === target ||
    (row.endsWith("/") && target.startsWith(row)) ||
    (row.startsWith("node:") && target.startsWith(`${row}/`));
  return target === rowOf(from) || allowed.some(names);
}

test("every file imports only what its folder's row allows", () => {
  assert.ok(imports.length > 100, "hardly any imports were found");
  assert.deepEqual(shown(imports.filter((each) => !isAllowed(each))), []);
});

test("every folder has a row, and every row and every arrow names something that is there", () => {
  assert.deepEqual([...new Set(files.map(rowOf))].filter((row) => !(row in table)).sort(), []);
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as { dependencies: object };
  const isThere = (name: string): boolean =>
    isOurs(name) ? existsSync(name) : name === "vscode" || name.startsWith("node:") || name in dependencies;
  const named = Object.entries(table).flatMap(([row, allowed]) => [row, ...allowed]);
  assert.deepEqual(
    [...new Set(named)].filter((name) => !isThere(name)),
    [],
  );
});

test("only the host, the API and what builds the product say vscode", () => {
  const faults = imports.filter(({ from, to }) => to === "vscode" && !/^src\/(?:host\/|[^/]+$)/u.test(from));
  assert.deepEqual(shown(faults), []);
});

test("only what runs on Node alone uses Node", () => {
  const onNode =
    /^src\/(?:extension\.ts|(?:search|extraction|pdfCopy)\/worker\.node\.ts|(?:host\/workspace\/node|node|mcp)\/.*)$/u;
  assert.deepEqual(shown(imports.filter(({ from, to }) => to.startsWith("node:") && !onNode.test(from))), []);
});

test("one file knows the toolkit of form controls, so that one file replaces it", () => {
  const users = imports.filter(({ to }) => to === "@vscode/webview-ui-toolkit").map(({ from }) => from);
  assert.deepEqual(users, ["webview/ui/controls.ts"]);
});

test("nobody imports an entry", () => {
  assert.deepEqual(
    entries.filter((entry) => !files.includes(entry)),
    [],
  );
  assert.deepEqual(shown(imports.filter(({ to }) => entries.includes(to))), []);
});

test("no files import each other in a circle, types included", () => {
  assert.deepEqual(filesInCycles(imports), []);
});

test("circles are found, and what hangs on them is not blamed", () => {
  const arrows = (...pairs: readonly string[]) =>
    pairs.map((pair) => ({ from: pair[0] ?? "", to: pair[1] ?? "" }));
  assert.deepEqual(filesInCycles(arrows("ab", "bc", "ca", "xa", "cy")), ["a", "b", "c"]);
  assert.deepEqual(filesInCycles(arrows("ab", "bc", "ac")), []);
});

test("imports are found however they are written, and not where they are only mentioned", () => {
  const text = `import a from "one";
import type { B } from "two";
import {
  c,
  type D,
} from "three";
import "four";
export * from "five";
export type { E } from "six";
export { f } from "seven";
const g = await import("eight");
type H = import("nine").H;
// import x from "comment";
/**
 *  import y from "example";
 */
export const text = "from \\"string\\"";
`;
  assert.deepEqual(specifiersIn(text), [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
  ]);
});
