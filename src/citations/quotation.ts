/**
 * A quote from a paper as the text has it that one writes in: with its citation, and a link that leads back. Texts of papers
 * are others': whatever they hold stays a quote, and can be nothing else.
 */
import { fail, ok, type Result } from "../base/result.ts";
import { asMarkdown, oneLine } from "../library/markdownText.ts";
import { texText } from "../library/tex.ts";
import type { CommentSigns } from "./commentSigns.ts";
import { canBeCited, writtenKey } from "./insertion.ts";
import type { LanguageKind } from "./languages.ts";

export interface Quotation {
  /** Empty for the whole paper. */
  readonly words: string;
  readonly key: string;
  readonly title: string;
  readonly page?: number | undefined;
  /** Opens the passage in the reader. */
  readonly address: string;
}

export interface QuotedText {
  readonly lines: readonly string[];
  /** A block has lines of its own; the others stand where the cursor is. */
  readonly isBlock: boolean;
}

export function quotationIn(
  kind: LanguageKind,
  quotation: Quotation,
  signs: CommentSigns,
): Result<QuotedText> {
  const { words, address } = quotation;
  const whole = { ...quotation, words: oneLine(words), address: harmless(address) };
  switch (kind) {
    case "markdown":
      return block(markdown(whole));
    case "latex":
      return block(latex(whole));
    case "typst":
      return block(typst(whole));
    case "text":
      return ok({ lines: [plain(whole)], isBlock: false });
    case "code":
      return block(comment(whole, signs));
    case "bibtex":
      return fail("Quotes are not put into bibliographies: go to a text or a program");
  }
}

/** Leads to the same, and ends no link and no comment that it stands in. */
const harmless = (address: string): string =>
  address.replace(/[()*'!~]/gu, (sign) => `%${sign.charCodeAt(0).toString(16)}`).replaceAll("--", "-%2D");

const block = (lines: readonly string[]): Result<QuotedText> => ok({ lines, isBlock: true });

function markdown({ words, key, title, page, address }: Quotation): readonly string[] {
  const where = page === undefined ? "" : `, p. ${page}`;
  const source = `[${asMarkdown(title)}](${address}) [@${writtenKey(key, "markdown", true)}${where}]`;
  return words === "" ? [source] : [`> ${asMarkdown(words)}`, ">", `> — ${source}`];
}

function latex({ words, key, page, address }: Quotation): readonly string[] {
  const cite = `\\cite${page === undefined ? "" : `[p.~${page}]`}{${key}}`;
  const back = `% ${address}`;
  // "``" and "?`" are signs of their own to TeX.
  const quoted = texText(words).replace(/[`]/gu, "`{}");
  return words === "" ? [cite, back] : ["\\begin{quote}", `  ${quoted} ${cite}`, "\\end{quote}", back];
}

function typst({ words, key, page, address }: Quotation): readonly string[] {
  const isLabel = canBeCited(key, "typst");
  const where = page === undefined ? "" : `p. ${page}`;
  const cite = isLabel
    ? `@${key}${where && `[${where}]`}`
    : `#cite(label(${JSON.stringify(key)})${where && `, supplement: [${where}]`})`;
  const back = `// ${address}`;
  return words === ""
    ? [cite, back]
    : [`#quote(block: true, attribution: [${cite}])[${typstText(words)}]`, back];
}

/** Slashes begin comments, and some signs stand for others. */
const typstText = (text: string): string =>
  text.replace(/[\\#$*_`<>@[\]~/'"=+-]|(?<=^\d+)\./gu, String.raw`\$&`);

const plain = ({ words, key, page, address }: Quotation): string =>
  [words === "" ? "" : `“${words}”`, citedIn(key, page), `<${address}>`]
    .filter((part) => part !== "")
    .join(" ");

const citedIn = (key: string, page: number | undefined): string =>
  `[@${key}${page === undefined ? "" : `, p. ${page}`}]`;

const widest = 96;

function comment(quotation: Quotation, signs: CommentSigns): readonly string[] {
  const { words, key, page, address } = quotation;
  const said = words === "" ? [citedIn(key, page)] : wrapped(`“${words}” ${citedIn(key, page)}`);
  const lines = [...said, address];
  if ("line" in signs) return lines.map((line) => `${signs.line} ${line}`);
  const harmless = lines.map((line) => withoutSigns(line, signs));
  return [
    `${signs.open} ${harmless[0] ?? ""}`,
    ...harmless.slice(1, -1),
    `${harmless.at(-1) ?? ""} ${signs.close}`,
  ];
}

/** A comment ends where it is said to, and begins no other within. */
const withoutSigns = (
  line: string,
  { open, close }: { readonly open: string; readonly close: string },
): string => [open, close, "--"].reduce((text, sign) => text.replaceAll(sign, [...sign].join(" ")), line);

/** A backslash at the end of a line would take the next one into the comment, or out of it. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length >= widest && !line.endsWith("\\")) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
