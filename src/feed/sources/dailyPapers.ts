/** Hugging Face's list of a day, and what is trending there. */
import { fail, ok, reasonOf, type Result } from "../../base/result.ts";
import { oneLine } from "../../library/importers/draftFrom.ts";
import { fieldsOf, partIn, textIn, textsIn, type Fields } from "../../library/importers/fields.ts";
import { isWebUrl } from "../../library/importers/links.ts";
import { huggingFaceDraft } from "../../sources/live/huggingFace.ts";
import { jsonWish } from "../../sources/live/source.ts";
import type { FeedRequest, Listed } from "./listed.ts";

const api = "https://huggingface.co/api/daily_papers";
const mostKeywords = 20;

/** @param day YYYY-MM-DD */
export const askDay = (day: string): FeedRequest => ({
  wish: jsonWish(`${api}?date=${day}&limit=100`, { live: true }),
  read: (answer) => readList(answer, day),
  day,
});

/** Trending papers are of any age: they are listed on the day they were seen trending. */
export const askTrending = (today: string): FeedRequest => ({
  wish: jsonWish(`${api}?sort=trending&limit=100`, { live: true }),
  read: (answer) => readList(answer, today),
  day: today,
});

function readList(answer: string, date: string): Result<readonly Listed[]> {
  let items: unknown;
  try {
    items = JSON.parse(answer);
  } catch (thrown) {
    return fail(`sent what is not whole (${reasonOf(thrown).slice(0, 80)})`);
  }
  if (!Array.isArray(items)) return fail("sent no list of papers");
  return ok(
    items
      .flatMap((item: unknown) => listedIn(fieldsOf(item), date))
      .map((each, index) => ({
        ...each,
        rank: index + 1,
        draft: { ...each.draft, source: { kind: "daily-papers", date, rank: index + 1 } },
      })),
  );
}

function listedIn(item: Fields | undefined, date: string): readonly Listed[] {
  const paper = partIn(item, "paper");
  const draft = huggingFaceDraft(paper ?? {});
  if (draft === undefined) return [];
  const nameIn = (from: Fields | undefined): string | undefined =>
    oneLine(textIn(from, "fullname", "name")).slice(0, 200) || undefined;
  const thumbnail = textIn(item, "thumbnail");
  const keywords = textsIn(paper, "ai_keywords").map((each) => oneLine(each).slice(0, 80));
  return [
    {
      draft,
      date,
      votes: countIn(paper, "upvotes"),
      comments: countIn(item, "numComments"),
      submitter: nameIn(partIn(item, "submittedBy") ?? partIn(paper, "submittedOnDailyBy")),
      organisation: nameIn(partIn(item, "organization") ?? partIn(paper, "organization")),
      ...(keywords.length === 0 ? {} : { keywords: keywords.slice(0, mostKeywords) }),
      ...(isWebUrl(thumbnail) ? { thumbnail } : {}),
    },
  ];
}

function countIn(fields: Fields | undefined, name: string): number | undefined {
  const count = Number(textIn(fields, name) || Number.NaN);
  return Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}
