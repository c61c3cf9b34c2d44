/** Damage as files suffer it, and as strangers make it: parts lost, doubled, moved, exchanged, and signs that mean something put in. */
import type { Randomness } from "./randomness.ts";

const signs = [
  ...[
    "{",
    "}",
    '"',
    "@",
    ",",
    "=",
    "#",
    "\\",
    "$",
    "%",
    "&",
    "<",
    ">",
    "</",
    "[",
    "]",
    ":",
    "\n",
    "\r\n",
    "\t",
    "\0",
  ],
  ...[
    "{".repeat(200),
    "[".repeat(200),
    "<a>".repeat(100),
    '{"a":'.repeat(100),
    "@article{",
    "TY  - JOUR\n",
    "ER  - \n",
  ],
  ...[
    "\\textbf{",
    '\\"{o}',
    "@string{x = ",
    "@comment{",
    "crossref = {",
    "<![CDATA[",
    "&lol;",
    "<!DOCTYPE x [",
    "__proto__",
  ],
  ...[
    "\uFEFF",
    "\u202E",
    "\uD800",
    "é",
    "注",
    "مرحبا",
    "🧵",
    "null",
    "1e999",
    "-0",
    "true",
    "10.1/x",
    "2407.12345",
    "x".repeat(5_000),
  ],
];

/** @param others texts that parts are taken from */
export function mutated(text: string, random: Randomness, others: readonly string[]): string {
  let result = text;
  for (let times = 1 + random.below(4); times > 0; times--) result = once(result, random, others);
  return result;
}

function once(text: string, random: Randomness, others: readonly string[]): string {
  const at = random.below(text.length + 1);
  const end = Math.min(text.length, at + 1 + random.below(random.next() < 0.7 ? 8 : 400));
  const part = text.slice(at, end);
  switch (random.below(7)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, end) + part + text.slice(end);
    case 2:
      return text.slice(0, at) + random.pick(signs) + text.slice(at);
    case 3:
      return text.slice(0, at) + random.pick(signs) + text.slice(end);
    case 4:
      return random.next() < 0.5 ? text.slice(0, at) : text.slice(at);
    case 5: {
      const to = random.below(text.length + 1);
      const rest = text.slice(0, at) + text.slice(end);
      return rest.slice(0, to) + part + rest.slice(to);
    }
    default: {
      const other = random.pick(others);
      const from = random.below(other.length + 1);
      return text.slice(0, at) + other.slice(from, from + 1 + random.below(400)) + text.slice(at);
    }
  }
}
