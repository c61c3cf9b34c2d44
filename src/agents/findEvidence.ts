/** Finds what the library says on a question: passages in the words of the papers, each with its page and a link to it. */
import { mapLimited } from "../base/limited.ts";
import { porterStem } from "../search/stem.ts";
import { bestPassages, subjectOf, type Source } from "./passages.ts";
import { agentTool, limit, shortened, words } from "./tool.ts";

/** Beyond these a paper fits too little to say more than they do. */
const papersReadIn = 12;
const atOnce = 4;

export const findEvidence = agentTool({
  name: "marginalia_findEvidence",
  says: "Passages of the user's library, the most telling first; quotes are exact.",
  entries: { question: words(1_000), limit: limit(8, 30) },
  doing: ({ question }) => `Looking for evidence on “${shortened(question)}”`,
  answer: async ({ question, limit: most }, { search, texts, linkTo }, signal) => {
    const subject = subjectOf(question);
    if (subject.length === 0) throw new Error("The question has no words to look for");
    await search.whenComplete();
    signal.throwIfAborted();
    // The space says that the last word is whole.
    const { papers } = await search.ask(`${subject.join(" ")} `, papersReadIn, signal);
    const best = papers[0]?.score ?? 1;
    const sources = await mapLimited(papers, atOnce, async ({ paper, score }): Promise<readonly Source[]> => {
      const fit = best > 0 ? score / best : 0;
      const pages = (await texts.of(paper))?.pages ?? [];
      return [{ paper, text: paper.abstract, fit }, ...pages.map((page) => ({ ...page, paper, fit }))];
    });
    const passages = await bestPassages(sources.flat(), subject, most, signal);
    const said = new Set(passages.flatMap(({ has }) => [...has]));
    return {
      passages: passages.map(({ paper, page, quote }) => ({
        paper: paper.id,
        title: paper.title,
        year: paper.year,
        page,
        quote,
        link: linkTo(paper, { words: quote, page }),
      })),
      /** What a model must not make up for. */
      saidNowhere: subject.filter((term) => !said.has(porterStem(term))),
      ...(passages.length === 0
        ? { note: "The library says nothing on this. Say so, and invent nothing." }
        : {}),
    };
  },
});
