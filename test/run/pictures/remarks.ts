/** The notes in the pictures, in the order in which they were written. */
import type { Color, MarkStyle } from "../../../src/domain/annotation.ts";

export interface Remark {
  /** How the paper's title begins. */
  readonly paper: string;
  /** Words of the abstract; without them the note is about the whole paper. */
  readonly quote?: string;
  readonly color?: Color;
  readonly style?: MarkStyle;
  readonly comment?: string;
  readonly tags?: readonly string[];
  readonly by: "reader" | "colleague";
  readonly minutesAgo: number;
  /** What the other one answered a quarter of an hour later. */
  readonly answer?: string;
}

const frontier = "The Sparse Frontier";
const splade = "Mistral-SPLADE";

export const remarks: readonly Remark[] = [
  {
    paper: frontier,
    quote: "a careful comparison of training-free sparse attention methods",
    style: "underline",
    color: "blue",
    by: "reader",
    minutesAgo: 190,
  },
  {
    paper: frontier,
    quote:
      "for very long sequences, larger and highly sparse models are preferable to smaller and dense ones",
    color: "green",
    comment: "The sentence our draft leans on. Where does *very long* begin?",
    by: "reader",
    minutesAgo: 185,
    answer: "Not said in the abstract. I will look for the crossover in the isoFLOPS plots.",
  },
  {
    paper: frontier,
    quote:
      "The level of sparsity attainable while statistically guaranteeing accuracy preservation is higher during decoding than prefilling",
    color: "yellow",
    by: "reader",
    minutesAgo: 180,
  },
  {
    paper: frontier,
    quote: "statistically guaranteeing accuracy preservation",
    color: "purple",
    comment: "Which test, and corrected for how many comparisons?",
    tags: ["method"],
    by: "reader",
    minutesAgo: 178,
  },
  {
    paper: frontier,
    quote: "higher during decoding than prefilling, and correlates with model size in the former",
    style: "underline",
    color: "pink",
    by: "colleague",
    minutesAgo: 120,
  },
  {
    paper: frontier,
    quote: "significant performance degradation on at least one task",
    color: "pink",
    comment: "Must stand next to the isoFLOPS result in section 2, or we oversell.",
    by: "colleague",
    minutesAgo: 118,
  },
  {
    paper: frontier,
    comment: "Read this one first: same tasks, many methods. Then section 2 of the draft.",
    tags: ["thursday"],
    by: "reader",
    minutesAgo: 60,
  },
  {
    paper: splade,
    quote:
      "can bridge the gap between traditional keyword-based sparse retrievers and embedding-based dense retrievers",
    color: "blue",
    by: "reader",
    minutesAgo: 50,
  },
  {
    paper: splade,
    quote:
      "decoder only models that have seen much higher magnitudes of data are better equipped to learn keyword expansions",
    color: "yellow",
    comment:
      "Posited, not tested. An encoder of the same size on the same data would tell the architecture from the data.",
    by: "colleague",
    minutesAgo: 45,
  },
  {
    paper: "ProSparse",
    quote: "high sparsity of 89.32% and 88.80% for LLaMA2-7B and LLaMA2-13B",
    color: "green",
    comment: "Reproduce this first: one model, one number.",
    by: "reader",
    minutesAgo: 30,
  },
  {
    paper: "Sparsing Law",
    quote: "the activation patterns within LLMs are insensitive to the parameter scale",
    color: "purple",
    comment: "Surprising. Does it hold for mixtures of experts?",
    by: "reader",
    minutesAgo: 20,
  },
  {
    paper: "R-Sparse",
    comment: "No training needed. Compare with ProSparse on the same prompts.",
    by: "reader",
    minutesAgo: 15,
  },
];
