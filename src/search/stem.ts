import { stemmer } from "stemmer";
import { singular } from "./terms.ts";

/** Porter's stem. His rules are for English words; other terms are only made singular. */
export const porterStem = (term: string): string => (/^[a-z]+$/.test(term) ? stemmer(term) : singular(term));
