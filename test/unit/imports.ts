/** What a source file imports, read off its text: types count, and comments do not. */
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";

export interface Import {
  /** From the project's folder: "src/base/span.ts". */
  readonly from: string;
  /** The same for files of the project; a package's name or "node:fs" for the rest. */
  readonly to: string;
}

/** The formatter puts every statement at the start of a line, so no parser is needed to find them. */
const statements = [
  /^import\b[^;"']*"([^"\n]+)"/gmu,
  /^export\s+(?:type\s+)?(?:\*|\{)[^;"']*"([^"\n]+)"/gmu,
  /\bimport\(\s*"([^"\n]+)"/gu,
];

export const specifiersIn = (text: string): readonly string[] =>
  statements.flatMap((statement) => [...text.matchAll(statement)].map(([, specifier = ""]) => specifier));

export function sourceFiles(): readonly string[] {
  return ["src", "webview"].flatMap((top) =>
    readdirSync(top, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => posix.join(top, name.replaceAll("\\", "/"))),
  );
}

export const importsOf = (file: string): readonly Import[] =>
  specifiersIn(readFileSync(file, "utf8")).map((specifier) => ({
    from: file,
    to: specifier.startsWith(".") ? posix.join(posix.dirname(file), specifier) : packageName(specifier),
  }));

/** "@noble/hashes/sha2.js" is of "@noble/hashes". */
const packageName = (specifier: string): string =>
  specifier.startsWith("node:") ? specifier : (/^(?:@[^/]+\/)?[^/]+/u.exec(specifier)?.[0] ?? specifier);

/** The files that stay when those that import none of the others, or are imported by none, are taken away again and again. */
export function filesInCycles(imports: readonly Import[]): readonly string[] {
  const importers = new Set(imports.map(({ from }) => from));
  const imported = new Set(imports.map(({ to }) => to));
  const inner = imports.filter(({ from, to }) => imported.has(from) && importers.has(to));
  return inner.length === imports.length ? [...importers].sort() : filesInCycles(inner);
}
