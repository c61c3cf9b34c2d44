/** Answers what the page of the Search view asks of the library. A newer question calls off the older one. */
import type { Library } from "../../../library/library.ts";
import type { Handlers } from "../../../protocol/channel.ts";
import type { searchAsks } from "../../../protocol/search.ts";
import { completions, type Values } from "../../../search/query/complete.ts";
import { fieldValues } from "../fieldValues.ts";
import type { LibrarySearch } from "../../../librarySearch/librarySearch.ts";
import { readableFacets } from "./facets.ts";
import { replyTo } from "./resultRows.ts";

export interface AnswerPorts {
  readonly library: Library;
  readonly search: LibrarySearch;
  readonly language: string;
  /** All papers are indexed now, which they were not when something was asked. */
  readonly onComplete: () => void;
}

export interface Answers extends Pick<Handlers<typeof searchAsks>, "search" | "survey" | "complete"> {
  /** Papers have changed, and with them what fields can be completed with. */
  forgetValues(): void;
  stop(): void;
}

export function answersFrom({ library, search, language, onComplete }: AnswerPorts): Answers {
  let searching = new AbortController();
  let surveying = new AbortController();
  let values: Values | undefined;
  return {
    search: async ({ query, limit }) => {
      searching.abort();
      const { signal } = (searching = new AbortController());
      const hasPapers = (await library.papers()).length > 0;
      const found = await search.ask(query.trim() === "" ? "sort:newest" : query, limit, signal);
      if (!found.isComplete && !signal.aborted)
        search.whenComplete().then(
          () => (signal.aborted ? undefined : onComplete()),
          () => undefined, // the next question is answered with the reason
        );
      return replyTo(query, found, hasPapers, language);
    },
    survey: async ({ query }) => {
      surveying.abort();
      const { signal } = (surveying = new AbortController());
      const { count, facets } = await search.survey(query, "facets", { signal });
      return { count, facets: facets === undefined ? [] : readableFacets(facets, (id) => library.get(id)) };
    },
    complete: async ({ query }) => {
      values ??= fieldValues(await library.papers());
      return completions(query, values).map((each) => ({ ...each }));
    },
    forgetValues: () => void (values = undefined),
    stop: () => {
      searching.abort();
      surveying.abort();
    },
  };
}
