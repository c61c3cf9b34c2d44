/** The search: words in, and papers with links that open them out. */
import { agentTool, limit, shortened, words } from "./tool.ts";

export const searchPapers = agentTool({
  name: "marginalia_searchPapers",
  says: "Papers of the user's library, best first.",
  entries: { query: words(1_000), limit: limit(10, 50) },
  doing: ({ query }) => `Searching the library for “${shortened(query)}”`,
  answer: async ({ query, limit: most }, { search, linkTo }, signal) => {
    await search.whenComplete();
    signal.throwIfAborted();
    const { papers, problems } = await search.ask(query, most, signal);
    return {
      papers: papers.map(({ paper, snippet }) => ({
        id: paper.id,
        title: paper.title,
        authors: paper.authors.slice(0, 5),
        year: paper.year,
        snippet,
        link: linkTo(paper, { words: "" }),
      })),
      leftOut: problems.map(({ why }) => why),
    };
  },
});
