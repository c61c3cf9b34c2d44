/** Folders of PDFs become papers, inside a real extension host and on a real disk. */
import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, suiteSetup, test } from "mocha";
import * as vscode from "vscode";
import type { MarginaliaApi } from "../../../src/api.ts";
import type { Paper } from "../../../src/domain/paper.ts";
import { readPaperText } from "../../../src/domain/paperText.ts";
import { samplePdf } from "../../fakes/samplePdf.ts";

const whole = samplePdf({ pages: [{ lines: ["A study of roses"] }] });
const other = samplePdf({ pages: [{ lines: ["A study of violets"] }] });

suite("A folder of PDFs", () => {
  let api: MarginaliaApi;
  let source: vscode.Uri;

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
    assert.ok(extension);
    api = await extension.activate();
    const fixtures = process.env["MARGINALIA_FIXTURES"];
    assert.ok(fixtures);
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    mkdirSync(join(folder, "incoming/deeper"), { recursive: true });
    mkdirSync(join(folder, "incoming/.hidden"));
    source = vscode.Uri.file(join(folder, "incoming"));
    const put = (name: string, bytes: Uint8Array | string): void =>
      writeFileSync(join(source.fsPath, name), bytes);
    put("first.pdf", whole);
    put("deeper/second.pdf", other);
    put("deeper/The first one again.pdf", whole);
    put(".hidden/Not to be seen.pdf", other);
    put("cut.pdf", whole.slice(0, 300));
    put("page.pdf", "<!doctype html><title>Sign in</title>");
    put("empty.pdf", "");
    put("notes.txt", "no PDF");
    copyFileSync(join(fixtures, "pdf/password-user-abc.pdf"), join(source.fsPath, "Locked away.pdf"));
    copyFileSync(join(fixtures, "pdf/papermage.pdf"), join(source.fsPath, "2023.emnlp-demo.45.pdf"));
  });

  const below = async (): Promise<readonly Paper[]> =>
    (await api.papers()).filter(({ pdfs }) => pdfs.some(({ path }) => path?.startsWith("incoming/")));
  const titles = async (): Promise<readonly string[]> => (await below()).map(({ title }) => title).sort();

  test("becomes a paper for each PDF that can be read; the others are named with their reasons", async () => {
    const report = await api.importPapers(source);
    assert.deepEqual(await titles(), [
      "A study of roses",
      "A study of violets",
      "Locked away",
      "PaperMage: A Unified Toolkit for Processing, Representing, and Manipulating Visually-Rich Scientific Documents",
    ]);
    assert.deepEqual(report.problems.map(({ where }) => where).sort(), ["cut.pdf", "empty.pdf", "page.pdf"]);
    // What one undo takes back: each paper with the file that was attached to it.
    const { changes } = report as unknown as {
      changes: readonly { readonly id: string; readonly before?: string; readonly after?: string }[];
    };
    const there = new Set((await below()).map(({ id }) => id as string));
    assert.deepEqual(new Set(changes.map(({ id }) => id)), there);
    assert.equal(changes.length, there.size);
    assert.ok(
      changes.every(({ before, after = "" }) => before === undefined && after.includes('"incoming/')),
    );
    const [paperMage] = (await below()).filter(({ title }) => title.startsWith("PaperMage"));
    assert.match(paperMage?.abstract ?? "", /^Despite growing interest .* processing millions of PDFs\./su);
    assert.ok((paperMage?.authors.length ?? 0) > 5);
  });

  test("leaves the text of every PDF that can be read in the cache, and git is told to pass it over", async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    const digests = (await below())
      .filter(({ title }) => title !== "Locked away")
      .flatMap(({ pdfs }) => pdfs[0]?.sha256 ?? []);
    const fileOf = (sha256: string): string => join(folder, ".marginalia/cache/text", `${sha256}.json`);
    for (let look = 0; look < 100 && !digests.every((each) => existsSync(fileOf(each))); look++)
      await new Promise((resolve) => setTimeout(resolve, 200));
    const texts = digests.map((sha256) => readFileSync(fileOf(sha256), "utf8"));
    assert.equal(texts.length, 3);
    assert.ok(texts.some((text) => text.includes("A study of roses")));
    const long = texts
      .map(readPaperText)
      .find((read) => read.ok && read.value.kind === "text" && read.value.text.pages.length > 5);
    assert.ok(long?.ok === true && long.value.kind === "text");
    assert.match(long.value.text.pages.at(-1)?.text ?? "", /\p{L}{4}/u);
    assert.ok(long.value.text.headings.some(({ title }) => title === "Introduction"));
    assert.match(readFileSync(join(folder, ".marginalia/.gitignore"), "utf8"), /^cache\/$/mu);
  });

  test("imported again changes nothing", async () => {
    const before = await below();
    const report = await api.importPapers(source);
    assert.deepEqual(report.added, []);
    assert.deepEqual(await below(), before);
  });

  test("leaves the files as they were", () => {
    assert.deepEqual(new Uint8Array(readFileSync(join(source.fsPath, "first.pdf"))), whole);
  });
});
