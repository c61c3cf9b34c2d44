/** What an archive says of itself: each file with its size and digest, so that nothing is taken in that was cut or changed. */
import * as v from "valibot";
import { fail, ok, reasonOf, type Result } from "../base/result.ts";
import { whyInvalid } from "../domain/invalid.ts";
import { belongs, nameOnDisk } from "./belongs.ts";
import { countsOf } from "./counts.ts";

export const manifestPath = "marginalia-library.json";
const newest = 1;

const listedSchema = v.object({
  path: v.string(),
  /** In bytes. */
  bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** In hexadecimal. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
});
export type ListedFile = v.InferOutput<typeof listedSchema>;

export const writeManifest = (made: string, files: readonly ListedFile[]): string =>
  `{\n"format": ${newest},\n"made": ${JSON.stringify(made)},\n"counts": ${JSON.stringify(countsOf(files.map(({ path }) => path)))},\n"files": [\n${files.map((file) => JSON.stringify(file)).join(",\n")}\n]\n}\n`;

export function readManifest(text: string): Result<readonly ListedFile[]> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (thrown) {
    return fail(`its ${manifestPath} is not JSON (${reasonOf(thrown)})`);
  }
  const head = v.safeParse(v.object({ format: v.number() }), raw);
  if (head.success && head.output.format > newest)
    return fail("it was made by a newer Marginalia: update this one first");
  const parsed = v.safeParse(v.object({ format: v.literal(newest), files: v.array(listedSchema) }), raw);
  if (!parsed.success) return fail(`its ${manifestPath} is not in order: ${whyInvalid(parsed.issues)}`);
  const { files } = parsed.output;
  const seen = new Set<string>();
  for (const { path } of files) {
    if (!belongs(path)) return fail(`“${path.slice(0, 100)}” in it is no file of a library`);
    const name = nameOnDisk(path);
    if (seen.has(name)) return fail(`“${path}” is in it twice`);
    seen.add(name);
  }
  for (const name of seen)
    for (let slash = name.indexOf("/"); slash > 0; slash = name.indexOf("/", slash + 1))
      if (seen.has(name.slice(0, slash)))
        return fail(`“${name.slice(0, slash)}” in it is a file and a folder`);
  return ok(files);
}

export async function sha256Of(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
