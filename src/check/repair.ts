/** Does what the person has chosen, each on files as they are now and after a copy of them was kept. */
import { reasonOf } from "../base/result.ts";
import type { Paper, PaperPdf } from "../domain/paper.ts";
import { mergeFields } from "../library/mergeFields.ts";
import { paperPath, readPaperFile, writePaperFile, type StoredPaper } from "../library/paperFile.ts";
import { annotationsFolder } from "../notes/log.ts";
import { Backup } from "./backup.ts";
import { rescuedPath } from "./checkedLog.ts";
import type { Repair, RepairAct } from "./findings.ts";
import { isSameBytes, joined, withLines } from "../base/bytes.ts";
import { rawLines, type RawLine } from "./rawLog.ts";
import type { CheckedShelf } from "./shelf.ts";

export interface RepairReport {
  readonly done: readonly Repair[];
  readonly failed: readonly { readonly repair: Repair; readonly why: string }[];
  /** One for each shelf in which something was changed. */
  readonly backups: readonly Backup[];
}

export async function repairAll(repairs: readonly Repair[], now: string): Promise<RepairReport> {
  const backups = new Map<CheckedShelf, Backup>();
  const done: Repair[] = [];
  const failed: { repair: Repair; why: string }[] = [];
  for (const repair of repairs) {
    const backup = backups.get(repair.shelf) ?? new Backup(repair.shelf, now);
    backups.set(repair.shelf, backup);
    try {
      await act(repair.shelf, backup, repair.act);
      done.push(repair);
    } catch (thrown) {
      failed.push({ repair, why: reasonOf(thrown) });
    }
  }
  const used = [...backups.values()].filter(({ paths }) => paths.length > 0);
  for (const backup of used) await backup.settle();
  return { done, failed, backups: used };
}

function act(shelf: CheckedShelf, backup: Backup, what: RepairAct): Promise<void> {
  switch (what.kind) {
    case "rescue":
      return rescue(shelf, backup, what.path);
    case "unmark":
      return keepLines(shelf, backup, what.path, ({ kind }) => kind !== "marker");
    case "dropCopies": {
      const seen = new Set<string>();
      return keepLines(shelf, backup, what.path, ({ kind, text }) => {
        const isCopy = kind === "note" && seen.has(text);
        seen.add(text);
        return !isCopy;
      });
    }
    case "setAside":
      return setAside(shelf, backup, what.path);
    case "mergePapers":
      return mergePapers(shelf, backup, what.kept, what.other);
    case "forgetPdf":
      return changePaper(shelf, backup, what.paper, ({ pdfs }) =>
        pdfs.filter(({ path }) => path !== what.pdf),
      );
    case "recordPdf":
      return what.facts
        .sha256()
        .then((sha256) =>
          changePaper(shelf, backup, what.paper, ({ pdfs }) =>
            pdfs.map((pdf) => (pdf.path === what.pdf ? { ...pdf, sha256, bytes: what.facts.bytes } : pdf)),
          ),
        );
  }
}

/** First the lines are where they go to, then they go from where they were. */
async function rescue(shelf: CheckedShelf, backup: Backup, path: string): Promise<void> {
  const lines = rawLines((await backup.keep(path)) ?? gone(path));
  const unreadable = lines.filter(({ kind }) => kind === "unreadable").map(({ bytes }) => bytes);
  const rescued = rescuedPath(path);
  await shelf.replace(rescued, withLines(await backup.keep(rescued), joined(unreadable)));
  await keepLines(shelf, backup, path, ({ kind }) => kind !== "unreadable");
}

async function keepLines(
  shelf: CheckedShelf,
  backup: Backup,
  path: string,
  isKept: (line: RawLine) => boolean,
): Promise<void> {
  const bytes = (await backup.keep(path)) ?? gone(path);
  const kept = rawLines(bytes).filter(isKept);
  await rewrite(shelf, path, bytes, joined(kept.map((line) => line.bytes)));
}

/** @throws when someone has written to it since it was read: that would be lost. */
export async function rewrite(
  shelf: CheckedShelf,
  path: string,
  before: Uint8Array,
  after: Uint8Array,
): Promise<void> {
  if (!isSameBytes(await shelf.bytes(path), before))
    throw new Error(`${path} was written to meanwhile, so it was left as it is`);
  await shelf.replace(path, after);
}

async function setAside(shelf: CheckedShelf, backup: Backup, path: string): Promise<void> {
  if ((await backup.keep(path)) === undefined) gone(path);
  await shelf.remove(path);
}

/** The notes come first: with both papers there nothing is lost if the rest cannot be done. */
async function mergePapers(shelf: CheckedShelf, backup: Backup, kept: string, other: string): Promise<void> {
  const [one, two] = [await readKept(backup, kept), await readKept(backup, other)];
  for (const { name, kind } of await shelf.list(`${annotationsFolder}/${other}`)) {
    if (kind !== "file" || !name.endsWith(".jsonl")) continue;
    const [from, to] = [other, kept].map((id) => `${annotationsFolder}/${id}/${name}`);
    if (from === undefined || to === undefined) continue;
    const lines = (await backup.keep(from)) ?? gone(from);
    await shelf.replace(to, withLines(await backup.keep(to), lines));
    await shelf.remove(from);
  }
  const { fields, unsettled } = mergeFields(one.raw, two.raw);
  const raw = {
    ...fields,
    id: kept,
    // What only another tool understands stays as the kept paper has it; the other's is in the backup.
    ...Object.fromEntries(
      unsettled.filter((name) => Object.hasOwn(one.raw, name)).map((name) => [name, one.raw[name]]),
    ),
  };
  const merged = readPaperFile(JSON.stringify(raw));
  if (!merged.ok) throw new Error(`the two cannot be one: ${merged.why}`);
  await writePaper(shelf, merged.value, merged.value.paper);
  await shelf.remove(paperPath(other));
}

async function changePaper(
  shelf: CheckedShelf,
  backup: Backup,
  id: string,
  pdfsOf: (paper: Paper) => readonly PaperPdf[],
): Promise<void> {
  const stored = await readKept(backup, id);
  await writePaper(shelf, stored, { ...stored.paper, pdfs: pdfsOf(stored.paper) });
}

async function readKept(backup: Backup, id: string): Promise<StoredPaper> {
  const path = paperPath(id);
  const bytes = (await backup.keep(path)) ?? gone(path);
  const stored = readPaperFile(new TextDecoder().decode(bytes));
  if (!stored.ok) throw new Error(`${path} is left as it is: ${stored.why}`);
  if (!stored.value.writable || stored.value.conflict !== undefined)
    throw new Error(`${path} is left as it is: ${stored.value.conflict ?? "it is of a newer Marginalia"}`);
  return stored.value;
}

const writePaper = (shelf: CheckedShelf, { raw }: StoredPaper, paper: Paper): Promise<void> =>
  shelf.replace(paperPath(paper.id), new TextEncoder().encode(writePaperFile(paper, raw)));

function gone(path: string): never {
  throw new Error(`${path} is no longer there`);
}
