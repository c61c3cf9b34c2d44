/** Fenced blocks of Markdown: what stands in them is mostly code, where "@name" is no citation. */

export interface Fence {
  /** What opened it, such as "```": as many of the same close it. */
  readonly marks: string;
  /** MyST's directives hold prose: "```{note}". */
  readonly holds: "code" | "prose";
}

const codeDirective =
  /^\{?\.?(?:code|code-cell|code-block|sourcecode|literalinclude|mermaid|math|python|r|julia|ojs|js|sql|bash|sh|dot|tikz|raw)\b/iu;

/** The fence that is open behind a line. */
export function nextFence(line: string, open: Fence | undefined): Fence | undefined {
  const [, marks, info = ""] = /^[\s>]{0,40}(`{3,}|~{3,})(.*)$/u.exec(line) ?? [];
  if (marks === undefined) return open;
  if (open !== undefined) {
    const closes = marks.startsWith(open.marks) && info.trim() === "";
    return closes ? undefined : open;
  }
  if (marks.startsWith("`") && info.includes("`")) return undefined; // code within a line
  const about = info.trim();
  return { marks, holds: about.startsWith("{") && !codeDirective.test(about) ? "prose" : "code" };
}
