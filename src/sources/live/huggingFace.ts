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
  /** @param date YYYY-MM-DD, a week as YYYY-Wnn, or a month as YYYY-MM */
  wish: (date: string): Wish => jsonWish(`${api}/daily_papers?${spanOf(date)}=${date}&limit=100`),
  read: (answer: string, date: string): Result<readonly PaperDraft[]> => {
    try {
      const items: unknown = JSON.parse(answer);
      if (!Array.isArray(items)) return fail("sent no list of papers");
      const drafts = items.flatMap((item: unknown, index) => {
        const draft = huggingFaceDraft(partIn(fieldsOf(item), "paper") ?? {});
        return draft === undefined
          ? []
          : [{ ...draft, source: { kind: "daily-papers", ...listingOf(fieldsOf(item), date, index + 1) } }];
      });
      return ok(drafts);
    } catch (thrown) {
      return fail(`sent what is not whole (${reasonOf(thrown).slice(0, 80)})`);
    }
  },
};

function spanOf(date: string): "date" | "week" | "month" {
  if (date.includes("W")) return "week";
  return date.length === "2026-07".length ? "month" : "date";
}

/** In the list of a week each paper stands under the day that it was listed on, and its place says nothing of that day. */
function listingOf(
  item: Fields | undefined,
  date: string,
  rank: number,
): { readonly date?: string; readonly rank?: number } {
  if (spanOf(date) === "date") return { date, rank };
  const day = /^\d{4}-\d\d-\d\d/u.exec(textIn(item, "publishedAt"))?.[0];
  return day === undefined ? {} : { date: day };
}

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
