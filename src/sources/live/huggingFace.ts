/** Hugging Face's papers: one by its arXiv id, and those that were listed on a day. */
import { fail, ok, reasonOf, type Result } from "../../base/result.ts";
import type { PaperDraft, Resource } from "../../domain/paper.ts";
import { draftFrom } from "../../library/importers/draftFrom.ts";
import { fieldsOf, listIn, partIn, textIn, type Fields } from "../../library/importers/fields.ts";
import { isWebUrl } from "../../library/importers/links.ts";
import type { Wish } from "../net/courier.ts";
import { anotherPaper, draftOr, jsonWish, parsedObject, type Source } from "./source.ts";

const api = "https://huggingface.co/api";

export const huggingFace: Source = {
  name: "Hugging Face",
  wish: (id) => jsonWish(`${api}/papers/${encodeURIComponent(id)}`),
  read: (answer, id) => {
    const parsed = parsedObject(answer);
    if (!parsed.ok) return parsed;
    return textIn(parsed.value, "id") === id ? draftOr(huggingFaceDraft(parsed.value)) : anotherPaper;
  },
};

export const dailyList = {
  name: "Hugging Face",
  /** @param date YYYY-MM-DD */
  wish: (date: string): Wish => jsonWish(`${api}/daily_papers?date=${date}&limit=100`),
  read: (answer: string, date: string): Result<readonly PaperDraft[]> => {
    try {
      const items: unknown = JSON.parse(answer);
      if (!Array.isArray(items)) return fail("sent no list of papers");
      const drafts = items.flatMap((item: unknown, index) => {
        const draft = huggingFaceDraft(partIn(fieldsOf(item), "paper") ?? {});
        return draft === undefined
          ? []
          : [{ ...draft, source: { kind: "daily-papers", date, rank: index + 1 } }];
      });
      return ok(drafts);
    } catch (thrown) {
      return fail(`sent what is not whole (${reasonOf(thrown).slice(0, 80)})`);
    }
  },
};

/** `undefined` where it names no title. */
export function huggingFaceDraft(paper: Fields): PaperDraft | undefined {
  const link = (kind: Resource["kind"], field: string): readonly Resource[] => {
    const url = textIn(paper, field);
    return isWebUrl(url) ? [{ kind, url }] : [];
  };
  const draft = draftFrom("hugging-face", {
    title: textIn(paper, "title"),
    abstract: textIn(paper, "summary"),
    authors: listIn(paper, "authors")
      .map(fieldsOf)
      .filter((author) => author?.["hidden"] !== true)
      .map((author) => textIn(author, "name")),
    year: textIn(paper, "publishedAt"),
    arxiv: textIn(paper, "id"),
    resources: [...link("code", "githubRepo"), ...link("project", "projectPage")],
  });
  return draft === undefined || textIn(paper, "withdrawnAt") === ""
    ? draft
    : { ...draft, withdrawn: `Withdrawn on ${textIn(paper, "withdrawnAt").slice(0, 10)}` };
}
