/** Text of others put into Markdown of ours: it is shown as it is, and can be nothing but text. */

/** Control characters and those that turn the direction of writing could make a line read as something else. */
const invisible = /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]+/gu;

/** On one line, with single spaces. */
export const oneLine = (text: string): string => text.replace(invisible, " ").replace(/\s+/gu, " ").trim();

/** One line of at most `longest` characters, cut at a word where there is one near the end. */
export function clip(text: string, longest: number): string {
  // Far more than is kept, so that a text of megabytes is not searched through for its first words.
  const line = oneLine(wholeSigns(text.slice(0, longest * 8)));
  if (line.length <= longest) return line;
  const cut = wholeSigns(line.slice(0, longest - 1));
  const wordEnd = cut.lastIndexOf(" ");
  return `${(wordEnd > longest * 0.6 ? cut.slice(0, wordEnd) : cut).replace(/[\s,;:.–—-]+$/u, "")}…`;
}

/** Without the half of a sign that a cut may have left at the end. */
const wholeSigns = (text: string): string => text.replace(/[\uD800-\uDBFF]$/u, "");

/**
 * One line of Markdown that reads as the text does: no emphasis, code, link, image, HTML, entity or mathematics,
 * and no address that GitHub's dialect would make a link by itself.
 */
export const asMarkdown = (text: string): string =>
  oneLine(text)
    .replace(/[\\`*_[\]<>&$~#@]/gu, String.raw`\$&`)
    .replace(/:(?=\/\/)|(?<=\bwww)\./giu, String.raw`\$&`)
    // What would begin a list, a heading underline or a rule at the start of a line.
    .replace(/^(?:[+=-]|\d+(?=[.)]))/u, (start) => (/\d/u.test(start) ? `${start}\\` : `\\${start}`));

/** A comment's words without the signs of Markdown, on one line: for places that can show plain text only. */
export const plainWords = (markdown: string): string =>
  oneLine(
    markdown
      .replace(/^\s*(?:#{1,6}|>|[-*+]|\d+[.)])\s+/gmu, "")
      .replace(/!?\[([^\]]*)\]\([^)]*\)/gu, "$1")
      .replace(/(\*\*|~~|[*`])(?=\S)(.+?)(?<=\S)\1/gu, "$2")
      .replace(/(?<!\w)(__?)(?=\S)(.+?)(?<=\S)\1(?!\w)/gu, "$2"),
  );
