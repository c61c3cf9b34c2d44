/** Tags of one or several papers, chosen among those in use or typed anew. */
import * as vscode from "vscode";
import type { Paper } from "../../domain/paper.ts";
import type { Library } from "../../library/library.ts";

/** @param given tags to set without asking, when another extension or a test calls. */
export async function editTags(library: Library, papers: readonly Paper[], given: unknown): Promise<void> {
  if (papers.length === 0) return;
  const tags = Array.isArray(given)
    ? given.filter((tag) => typeof tag === "string")
    : await askTags(library, papers);
  if (tags === undefined) return;
  const wanted = [...new Set(tags.map((tag) => tag.trim()).filter(Boolean))];
  for (const { id } of papers) await library.change(id, (paper) => ({ ...paper, tags: wanted }));
}

async function askTags(library: Library, papers: readonly Paper[]): Promise<readonly string[] | undefined> {
  const known = [...new Set((await library.papers()).flatMap(({ tags }) => tags))].sort((a, b) =>
    a.localeCompare(b),
  );
  const current = new Set(papers.flatMap(({ tags }) => tags));
  const pick = vscode.window.createQuickPick();
  pick.canSelectMany = true;
  pick.title = papers.length === 1 ? "Tags" : `Tags of ${papers.length} papers`;
  pick.placeholder = "Choose tags, or type a new one";
  const itemsWith = (typed: string): vscode.QuickPickItem[] => {
    const fresh = typed.trim() === "" || known.includes(typed.trim()) ? [] : [typed.trim()];
    return [...fresh, ...new Set([...current, ...known])].map((label) => ({ label }));
  };
  const show = (typed: string): void => {
    const chosen = new Set([...pick.selectedItems.map(({ label }) => label)]);
    pick.items = itemsWith(typed);
    pick.selectedItems = pick.items.filter(({ label }) => chosen.has(label));
  };
  pick.items = itemsWith("");
  pick.selectedItems = pick.items.filter(({ label }) => current.has(label));
  pick.onDidChangeValue(show);
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const typed = pick.value.trim();
      const labels = pick.selectedItems.map(({ label }) => label);
      // Enter on a new word means that word, ticked or not.
      resolve(typed !== "" && !known.includes(typed) ? [...labels, typed] : labels);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
