/** Papers that sources take for those of a title, for a person to choose from. */
import type { PaperDraft } from "../domain/paper.ts";
import { normaliseTitle } from "../domain/paperId.ts";
import { openAlexTitles } from "./live/openAlex.ts";
import { crossrefTitles } from "./live/registries.ts";
import { semanticScholarTitles } from "./live/semanticScholar.ts";
import type { Courier } from "./net/courier.ts";

export interface Candidate {
  readonly draft: PaperDraft;
  /** Who said so. */
  readonly source: string;
  /** From 0 to 1, how much of both titles is the same. */
  readonly likeness: number;
}

export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly refusals: readonly string[];
}

const sources = [semanticScholarTitles, crossrefTitles, openAlexTitles];
export const titleHosts: readonly string[] = sources.map(({ wish }) => new URL(wish("x").url).hostname);

const mostCandidates = 8;
/** The title itself, or one with a word more or less. */
const surely = 0.9;
const hardly = 0.3;

/** Sources are asked until one has the very title. @throws when the signal is aborted */
export async function findTitle(
  courier: Courier,
  title: string,
  { signal, onStep }: { readonly signal: AbortSignal; readonly onStep?: (source: string) => void },
): Promise<Candidates> {
  const candidates: Candidate[] = [];
  const refusals: string[] = [];
  for (const source of sources) {
    onStep?.(source.name);
    const answer = await courier.get(source.wish(title.slice(0, 300)), signal);
    const found = answer.ok ? source.read(answer.value) : answer;
    if (!found.ok)
      refusals.push(`${source.name} ${typeof found.why === "string" ? found.why : found.why.why}`);
    else
      for (const draft of found.value)
        candidates.push({ draft, source: source.name, likeness: likenessOf(title, draft.title) });
    if (candidates.some(({ likeness }) => likeness >= surely)) break;
  }
  return { candidates: best(candidates), refusals };
}

function best(candidates: readonly Candidate[]): readonly Candidate[] {
  const byName = new Map<string, Candidate>();
  for (const each of candidates) {
    const name = each.draft.identifiers?.[0] ?? normaliseTitle(each.draft.title);
    if (each.likeness >= hardly && !byName.has(name)) byName.set(name, each);
  }
  return [...byName.values()].sort((a, b) => b.likeness - a.likeness).slice(0, mostCandidates);
}

/** Of the words of both, those that both have. A reference has more words than its title, so most of one is enough. */
export function likenessOf(asked: string, found: string): number {
  const [a, b] = [wordsOf(asked), wordsOf(found)];
  const shared = [...b].filter((word) => a.has(word)).length;
  if (shared === 0) return 0;
  const ofFound = shared / b.size;
  const ofBoth = (2 * shared) / (a.size + b.size);
  return b.size >= 4 ? Math.max(ofBoth, ofFound * 0.85) : ofBoth;
}

const wordsOf = (title: string): ReadonlySet<string> => new Set(normaliseTitle(title).split(" "));
