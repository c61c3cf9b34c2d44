/** Notes in HTML as Markdown: paragraphs, quotations, lists and emphasis; everything else is its text. */
import { withoutEntities } from "../library/importers/markup.ts";

const longest = 100_000;

const endsLine = /<(?:br|hr)\s*\/?>|<\/(?:tr|li)>/giu;
const endsBlock = /<\/(?:p|div|h[1-6]|blockquote|pre|ul|ol|table)>/giu;

export function withoutTags(html: string): string {
  return html
    .slice(0, longest)
    .replace(/<(script|style)\b[\s\S]{0,100000}?<\/\1>/giu, "")
    .replace(/[\r\n]+/gu, " ")
    .replace(/<blockquote\b[^<>]{0,1000}>/giu, "\n\n\u0001")
    .replace(/<li\b[^<>]{0,1000}>/giu, "\n- ")
    .replace(/<\/?(?:strong|b)\b[^<>]{0,1000}>/giu, "**")
    .replace(/<\/?(?:em|i)\b[^<>]{0,1000}>/giu, "*")
    .replace(endsLine, "\n")
    .replace(endsBlock, "\n\n")
    .replace(/<\/?[a-z][^<>]{0,10000}>|<!--[\s\S]{0,10000}?-->/giu, "")
    .split("\n")
    .map(withoutEntities)
    .map((line) => line.replace("\u0001", "> "))
    .join("\n")
    .replace(/\n{3,}/gu, "\n\n")
    .trim();
}
