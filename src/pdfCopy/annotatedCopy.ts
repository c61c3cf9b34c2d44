/** A copy of a PDF with a person's notes in it, made out of its bytes and looked at before it is handed out. */
import { PermissionFlag } from "pdfjs-dist/legacy/build/pdf.mjs";
import { reasonOf } from "../base/result.ts";
import { openPdf, type OpenPdf } from "../extraction/pdfjs/openPdf.ts";
import type { CopyAnswer, CopyWish } from "./makeCopy.ts";
import { marksFor } from "./marks.ts";
import { whyNotWhole } from "./verify.ts";
import { writeEncrypted } from "./writeEncrypted.ts";
import { writeMarks } from "./writeMarks.ts";

export async function annotatedCopy(wish: CopyWish): Promise<CopyAnswer> {
  let pdf: OpenPdf | undefined;
  try {
    pdf = await open(wish.bytes, wish.password);
    return await copyOf(pdf, wish);
  } catch (thrown) {
    if (isPasswordMissing(thrown)) return { kind: "password", isWrong: wish.password !== undefined };
    return { kind: "failed", why: reasonOf(thrown) };
  } finally {
    await pdf?.close();
  }
}

/** pdf.js keeps the bytes that it is given. */
const open = (bytes: Uint8Array, password: string | undefined): Promise<OpenPdf> =>
  openPdf(bytes.slice(), password === undefined ? {} : { password });

async function copyOf(
  pdf: OpenPdf,
  { bytes, notes, password, evenIfSigned = false }: CopyWish,
): Promise<CopyAnswer> {
  const { source, fingerprint } = pdf;
  const { isEncrypted, isSigned } = await factsOf(pdf);
  const { marks, ...others } = marksFor(notes, fingerprint);
  const inFile = marks.filter(({ page }) => page <= source.numPages);
  if (inFile.length === 0) return { kind: "nothing", leftOut: { ...others, alreadyThere: 0 } };
  if (isSigned && !evenIfSigned) return { kind: "signed" };
  if (!mayAnnotate(await source.getPermissions()))
    return { kind: "failed", why: "whoever made it does not allow notes in it" };

  const made = isEncrypted
    ? { bytes: await writeEncrypted(source, inFile), written: inFile }
    : await writeMarks(bytes, inFile);
  const leftOut = { ...others, alreadyThere: notesAmong(inFile) - notesAmong(made.written) };
  if (made.written.length === 0) return { kind: "nothing", leftOut };
  if (!startsWith(made.bytes, bytes)) throw new Error("what was in it would be changed");
  const copy = await open(made.bytes, password);
  try {
    const why = await whyNotWhole(copy.source, source.numPages, made.written);
    if (why !== undefined) throw new Error(`the copy is not whole: ${why}`);
  } finally {
    await copy.close();
  }
  return { kind: "copy", bytes: made.bytes, notes: notesAmong(made.written), leftOut, isEncrypted };
}

async function factsOf({
  source,
}: OpenPdf): Promise<{ readonly isEncrypted: boolean; readonly isSigned: boolean }> {
  const { info } = await source.getMetadata();
  const says = (name: string): unknown => Object.entries(info).find(([key]) => key === name)?.[1];
  return {
    isEncrypted: typeof says("EncryptFilterName") === "string",
    isSigned: says("IsSignaturesPresent") === true,
  };
}

/** `null` where the file forbids nothing. */
const mayAnnotate = (permissions: ReadonlySet<number> | null): boolean =>
  permissions === null || permissions.has(PermissionFlag.MODIFY_ANNOTATIONS);

/** A note over a page break is several marks. */
const notesAmong = (marks: readonly { readonly name: string }[]): number =>
  new Set(marks.map(({ name }) => name.split("#", 1)[0])).size;

const startsWith = (bytes: Uint8Array, beginning: Uint8Array): boolean =>
  bytes.length > beginning.length && beginning.every((byte, at) => bytes[at] === byte);

const isPasswordMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.name === "PasswordException";
