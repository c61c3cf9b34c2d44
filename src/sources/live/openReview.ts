/** OpenReview, by the id of a forum. Conferences of 2023 and before stand in an older interface, without wrapped values. */
import { fail } from "../../base/result.ts";
import { draftFrom } from "../../library/importers/draftFrom.ts";
import { fieldsOf, listIn, partIn, textIn, textsIn } from "../../library/importers/fields.ts";
import { anotherPaper, draftOr, jsonWish, parsedObject, type Source } from "./source.ts";

const openReviewAt = (host: string): Source => ({
  name: "OpenReview",
  wish: (id) => jsonWish(`https://${host}/notes?id=${encodeURIComponent(id)}`),
  read: (answer, id) => {
    const parsed = parsedObject(answer);
    if (!parsed.ok) return parsed;
    const [note] = listIn(parsed.value, "notes").map(fieldsOf);
    if (note === undefined) return fail("has no such paper");
    if (textIn(note, "id", "forum") !== id) return anotherPaper;
    const content = partIn(note, "content");
    const text = (name: string): string => textIn(partIn(content, name), "value") || textIn(content, name);
    const wrapped = textsIn(partIn(content, "authors"), "value");
    const pdf = text("pdf");
    return draftOr(
      draftFrom("openreview", {
        title: text("title"),
        abstract: text("abstract"),
        authors: wrapped.length > 0 ? wrapped : textsIn(content, "authors"),
        year: /\b20\d\d\b/u.exec(text("venue"))?.[0] ?? dateOf(textIn(note, "pdate", "cdate")),
        venue: /^submitted to\b/iu.test(text("venue")) ? "" : text("venue"),
        also: [`openreview:${id}`],
        links: [
          `https://openreview.net/forum?id=${id}`,
          ...(/^\/pdf\b/u.test(pdf) ? [`https://openreview.net/pdf?id=${id}`] : []),
        ],
      }),
    );
  },
});

const dateOf = (ms: string): string => {
  const date = new Date(Number(ms));
  return ms === "" || Number.isNaN(date.getTime()) ? "" : date.toISOString();
};

export const openReview = openReviewAt("api2.openreview.net");
export const olderOpenReview = openReviewAt("api.openreview.net");
