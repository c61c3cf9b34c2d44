/** What a word of a query stands for in an index: itself by its stems, the words it may become, those it was meant to be. */
import { isStopWord, isUnspaced } from "../terms.ts";
import { idf } from "./bm25.ts";
import { namedFields } from "./fields.ts";
import { initialsOf } from "./initials.ts";
import type { Lexicon } from "./lexicon.ts";
import { LowestOfBest } from "./topTexts.ts";

/** One way in which a word is found: the words whose counts are added up, and what they are worth. */
export interface Reading {
  readonly singular: readonly number[];
  readonly porter: readonly number[];
  /** Both stems stand for the same words, as they do for most. */
  readonly isSame: boolean;
  readonly singularIdf: number;
  readonly porterIdf: number;
  readonly factor: number;
  readonly titleOnly: boolean;
  /** Words that a text must have as well. */
  readonly besides: readonly number[];
}

export interface Wanted {
  /** As it was asked for. */
  readonly term: string;
  /** How often it was asked for. */
  readonly weight: number;
  /** A text is given the best of these. */
  readonly readings: readonly Reading[];
  /** The words it was taken for, since no text has it; the commonest first. */
  readonly correctedTo: readonly string[];
}

/** How many words the beginning of a word may stand for. */
const mostExpansions = 40;
const expansionFactor = 0.8;
/** How much more than its continuations a word may say that could be whole. */
const mostOverShared = 2;
/** Beginnings so short are those of half of all words. */
const longestShort = 2;
const isShort = (term: string): boolean => term.length <= longestShort && !isUnspaced(term);
const leastIdf = 0.15;
const mostCorrections = 8;
/** Shorter words have too many neighbours. */
const shortestCorrected = 4;
/** A name that says as much as a word of the text is worth a little less: the text says what the paper is about. */
const nameFactor = 0.7;

export interface WantedOptions {
  readonly lexicon: Lexicon;
  readonly texts: number;
  /** The word is still being typed. */
  readonly asPrefix: boolean;
  readonly weight: number;
  /** It may be made of the first letters of others. */
  readonly mayBeInitials?: boolean;
  /** It means what it says: it is a word of texts beside these, say. */
  readonly isNoSlip?: boolean;
}

export function wantedWord(term: string, options: WantedOptions): Wanted {
  const readings = options.asPrefix ? beginnings(term, options) : whole(term, options);
  const found = [...readings, ...names(term, options)];
  const meant =
    found.length > 0 || options.isNoSlip === true
      ? { readings: found, likest: [] }
      : corrections(term, options);
  const most = Math.min(...meant.readings.map(({ singularIdf }) => singularIdf));
  return {
    term,
    weight: options.weight,
    readings: [...meant.readings, ...initials(term, most, options)],
    correctedTo: meant.likest,
  };
}

function whole(term: string, { lexicon, texts }: WantedOptions): readonly Reading[] {
  const stems = lexicon.stems(term);
  const reading = ofStems(stems.singular, stems.porter, lexicon, texts);
  return reading === undefined ? [] : [reading];
}

function ofStems(
  singularStem: number,
  porterStem: number,
  lexicon: Lexicon,
  texts: number,
): Reading | undefined {
  const inUse = (word: number): boolean => lexicon.papers(word) > 0;
  const singularWords = singularStem === -1 ? [] : lexicon.singular.wordsOf(singularStem).filter(inUse);
  const porterWords = porterStem === -1 ? [] : lexicon.porter.wordsOf(porterStem).filter(inUse);
  if (singularWords.length + porterWords.length === 0) return undefined;
  return {
    singular: singularWords,
    porter: porterWords,
    isSame:
      singularWords.length === porterWords.length &&
      singularWords.every((word) => porterWords.includes(word)),
    singularIdf: idf(texts, lexicon.singular.papers(singularStem)),
    porterIdf: idf(texts, lexicon.porter.papers(porterStem)),
    factor: 1,
    titleOnly: false,
    besides: [],
  };
}

/**
 * All share one idf: a rare word is not a better guess than a common one. What is typed so far may be a word by itself, and
 * then is the likeliest of them.
 */
function beginnings(term: string, options: WantedOptions): readonly Reading[] {
  const { lexicon, texts } = options;
  const words = commonest(lexicon.beginningWith("title", term), lexicon, mostExpansions).filter(
    (word) => !isStopWord(lexicon.terms.text(word)),
  );
  const together = words.reduce((sum, word) => sum + lexicon.papers(word), 0);
  const shared = Math.max(leastIdf, idf(texts, Math.min(texts, together)));
  const titleOnly = isShort(term);
  const grown = words.map((word) => ({ ...alone(word, shared, expansionFactor), titleOnly }));
  if (titleOnly || isStopWord(term)) return grown;
  const worth = (own: number): number => Math.max(shared, Math.min(own, shared * mostOverShared));
  const itself = whole(term, options).map((reading) => ({
    ...reading,
    singularIdf: worth(reading.singularIdf),
    porterIdf: worth(reading.porterIdf),
  }));
  return [...itself, ...grown];
}

function names(term: string, { lexicon, texts, asPrefix }: WantedOptions): readonly Reading[] {
  const inText = lexicon.stems(term).singular;
  const most = inText === -1 ? Infinity : idf(texts, lexicon.singular.papers(inText));
  return namedFields.flatMap((field) => {
    const words =
      asPrefix && !isStopWord(term)
        ? commonest(lexicon.beginningWith(field, term), lexicon, mostExpansions)
        : [lexicon.find(field, term)].filter((word) => lexicon.papers(word) > 0);
    const together = words.reduce((sum, word) => sum + lexicon.papers(word), 0);
    const worth = Math.min(most, idf(texts, Math.min(texts, together)));
    return words.map((word) => alone(word, worth, nameFactor));
  });
}

/** @param most what it is worth where it stands for something else as well. */
function initials(
  term: string,
  most: number,
  { lexicon, texts, mayBeInitials }: WantedOptions,
): readonly Reading[] {
  if (mayBeInitials !== true) return [];
  const threes = initialsOf(term).map((three) => lexicon.find("initials", three));
  const [rarest, ...others] = threes.sort((a, b) => lexicon.papers(a) - lexicon.papers(b));
  if (rarest === undefined || lexicon.papers(rarest) === 0) return [];
  const worth = Math.min(most, idf(texts, lexicon.papers(rarest)));
  return [{ ...alone(rarest, worth, nameFactor), besides: others }];
}

/** Words one slip away, worth alike: the other words of the query say which of them was meant. */
function corrections(term: string, { lexicon, texts, asPrefix }: WantedOptions) {
  if (term.length < shortestCorrected) return { likest: [], readings: [] };
  let found = lexicon.likest(term, false);
  if (found.length === 0 && asPrefix) found = lexicon.likest(term, true);
  if (found.length === 0) found = lexicon.likestFurther(term);
  const near = commonest(found, lexicon, mostCorrections);
  const together = near.reduce((sum, word) => sum + lexicon.papers(word), 0);
  const shared = Math.max(leastIdf, idf(texts, Math.min(texts, together)));
  return {
    likest: near.map((word) => lexicon.terms.text(word)),
    readings: near.map((word) => alone(word, shared, 1)),
  };
}

const alone = (word: number, worth: number, factor: number): Reading => ({
  singular: [word],
  porter: [word],
  isSame: true,
  singularIdf: worth,
  porterIdf: worth,
  factor,
  titleOnly: false,
  besides: [],
});

/** Ties go by the letters, so that the order does not depend on what came first. */
function commonest(words: readonly number[], lexicon: Lexicon, most: number): readonly number[] {
  if (words.length <= 1) return words;
  const lowest = new LowestOfBest(most);
  for (const word of words) lowest.see(lexicon.papers(word));
  return words
    .filter((word) => lexicon.papers(word) >= lowest.score)
    .sort((a, b) => lexicon.papers(b) - lexicon.papers(a) || lexicon.terms.compare(a, b))
    .slice(0, most);
}
