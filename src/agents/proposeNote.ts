/**
 * Puts a note before the user: on words that stand in the paper, or on the paper as a whole. It becomes theirs when they accept
 * it; until then it is shown apart and goes nowhere.
 */
import * as v from "valibot";
import { describeQuote } from "../anchoring/describe.ts";
import { textAt } from "../base/span.ts";
import { colors, commentOf, isProposed, quoteOf } from "../domain/annotation.ts";
import { pageOfNote, type Note } from "../domain/note.ts";
import type { Paper } from "../domain/paper.ts";
import type { NoteDraft } from "../notes/compose.ts";
import type { Source } from "./passages.ts";
import { nearestTo, placesOf, type FoundQuote } from "./quoteCheck.ts";
import { agentTool, paperNamed, shortened, words, type Desk } from "./tool.ts";

/** So that nobody comes back to a heap. */
const mostWaiting = 100;

export const proposeNote = agentTool({
  name: "marginalia_proposeNote",
  says: "What became of the proposal. The user sees it beside the text and accepts or dismisses it.",
  entries: {
    paper: words(500),
    quote: v.optional(words(4_000)),
    page: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
    comment: v.optional(words(10_000)),
    tags: v.optional(v.pipe(v.array(words(100)), v.maxLength(10))),
    color: v.optional(v.picklist(colors)),
    agent: v.optional(words(100), "Assistant"),
  },
  doing: ({ paper }) => `Proposing a note on “${shortened(paper)}”`,
  answer: async ({ paper: name, quote, page, comment, tags, color, agent }, desk, signal) => {
    const { proposals } = desk;
    if (proposals === undefined) throw new Error("Notes can only be read here, not proposed");
    if (quote === undefined && comment === undefined)
      throw new Error("A proposal needs a quote, a comment or both");
    const paper = await paperNamed(desk, name);
    await desk.notes.open(paper.id);
    signal.throwIfAborted();
    if (proposals.counts(paper.id).proposed >= mostWaiting)
      return refused(`${mostWaiting} proposals on this paper wait for the user already.`);
    const note = { paper: paper.id, comment, tags, color };
    const store = async (draft: NoteDraft, passage: { words: string; page: number | undefined }) => {
      const same = sameAs(draft, quote === undefined ? "" : passage.words, paper, proposals);
      if (same !== undefined) return refused(same);
      const { id } = await proposals.propose(draft, { name: agent });
      const link = desk.linkTo(paper, { ...passage, note: id });
      return {
        proposed: true,
        id,
        ...(quote === undefined ? {} : { quote: passage.words }),
        page: passage.page,
        link,
      };
    };
    if (quote === undefined) return store(note, { words: comment ?? "", page: undefined });
    const sources = await sourcesOf(paper, page, desk);
    const found = placesOf(quote, sources);
    signal.throwIfAborted();
    const [place, another] = found;
    if (place === undefined) {
      const nearest = await nearestTo(quote, sources, signal);
      return refused("The quote does not stand in the paper word for word.", nearest, desk);
    }
    if (another !== undefined && place.source.page !== undefined)
      return refused("These words stand in several places: quote more of them, or name the page.");
    const exact = textAt(place.source.text, place.span);
    return store({ ...note, ...placeOf(place) }, { words: exact, page: place.source.page });
  },
});

/** Of a page that is named, that page; else the abstract, and the pages after it. */
async function sourcesOf(
  paper: Paper,
  page: number | undefined,
  { texts }: Desk,
): Promise<readonly Source[]> {
  const pages = (await texts.of(paper))?.pages ?? [];
  const wanted = page === undefined ? pages : pages.filter((each) => each.page === page);
  if (page !== undefined && wanted.length === 0)
    throw new Error(`The paper has no page ${page} that can be read: it has ${pages.length}`);
  const abstract: Source = { paper, text: paper.abstract, fit: 1 };
  return [...(page === undefined ? [abstract] : []), ...wanted.map((each) => ({ ...each, paper, fit: 1 }))];
}

function placeOf({ source, span }: FoundQuote): Partial<NoteDraft> {
  const { page, text } = source;
  return page === undefined
    ? { passage: { text, span } }
    : { onPage: { page, quote: describeQuote(text, span) } };
}

/** Why it is not put before them once more. */
function sameAs(
  { comment = "" }: NoteDraft,
  quote: string,
  paper: Paper,
  proposals: NonNullable<Desk["proposals"]>,
): string | undefined {
  const isSame = (note: Note): boolean =>
    note.comment === comment && (quote === "" ? note.about === "paper" : note.quote === quote);
  const there = proposals.withProposals(paper).find(isSame);
  if (there !== undefined) {
    const at = pageOfNote(there);
    return `There is such a note already${at === undefined ? "" : ` on page ${at}`}.`;
  }
  const isDismissed = proposals
    .removed(paper.id)
    .some(
      ({ shown }) =>
        isProposed(shown) && (quoteOf(shown)?.exact ?? "") === quote && commentOf(shown) === comment,
    );
  return isDismissed ? "The user has dismissed this proposal." : undefined;
}

const refused = (why: string, nearest?: FoundQuote, desk?: Desk) => ({
  proposed: false,
  why,
  ...(nearest === undefined || desk === undefined ? {} : { nearest: shown(nearest, desk) }),
});

function shown({ source, span }: FoundQuote, { linkTo }: Desk) {
  const quote = textAt(source.text, span);
  const { page, paper } = source;
  return { quote, page, link: linkTo(paper, { words: quote, page }) };
}
