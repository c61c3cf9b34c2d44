/** Text of others put into BibTeX and TeX of ours: it is set as it reads, and runs nothing. */

const specials: Readonly<Record<string, string>> = {
  "\\": String.raw`\textbackslash{}`,
  // BibTeX counts the braces of "\{" too, so an odd one would swallow the rest of the file.
  "{": String.raw`\textbraceleft{}`,
  "}": String.raw`\textbraceright{}`,
  "~": String.raw`\textasciitilde{}`,
  "^": String.raw`\textasciicircum{}`,
  $: String.raw`\$`,
  "&": String.raw`\&`,
  "%": String.raw`\%`,
  "#": String.raw`\#`,
  _: String.raw`\_`,
};

export const texText = (text: string): string =>
  text.replace(/[\\{}~^$&%#_]/gu, (sign) => specials[sign] ?? sign);

/** Addresses and DOIs are taken literally by BibTeX styles; only what would break the entry is percent-encoded. */
export const urlField = (url: string): string =>
  url.replace(/[\s{}\\"<>^`|\p{C}]/gu, (sign) => encodeURIComponent(/\p{Cs}/u.test(sign) ? "\uFFFD" : sign));

/**
 * A title, with braces round the words whose capitals a style must not lower ("BERT", "CLIP-MoE", "Q-learning").
 * Mathematics is kept as mathematics when all of it is plainly harmless: TeX can read files, and titles come from others.
 */
export function bibtexTitle(title: string): string {
  return title
    .split(/(\$(?!\s)[^$]{1,200}(?<!\s)\$)/u)
    .map((part, index) => (index % 2 === 1 && isHarmlessMath(part) ? `{${part}}` : protectedText(part)))
    .join("");
}

const harmlessCommands = new Set(
  (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau phi varphi chi " +
    "psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega ell infty times cdot log ln exp min max to rightarrow " +
    "leq geq le ge neq sim approx equiv sqrt frac hat bar tilde vec pm nabla partial dagger star circ in subset cup cap " +
    "sum prod mathcal mathbb mathbf mathrm mathit mathsf text textit textbf operatorname"
  ).split(" "),
);

function isHarmlessMath(math: string): boolean {
  const inside = math.slice(1, -1);
  // "^^5c" is another way to write a backslash; "%" would hide what follows.
  if (!/^[\w\s+\-*/=<>,.;:()|'!^{}\\[\]]+$/u.test(inside) || inside.includes("^^")) return false;
  const commands = [...inside.matchAll(/\\([A-Za-z]*)/gu)].map(([, name = ""]) => name);
  return commands.every((name) => harmlessCommands.has(name)) && hasBalancedBraces(inside);
}

function hasBalancedBraces(text: string): boolean {
  let depth = 0;
  for (const sign of text) {
    if (sign === "{") depth++;
    if (sign === "}") depth--;
    if (depth < 0) return false;
  }
  return depth === 0;
}

const protectedText = (text: string): string =>
  text.replace(/[^\s:,;()]+/gu, (word) => (losesCapitals(word) ? `{${texText(word)}}` : texText(word)));

/** A capital behind other letters or digits, a single one before a hyphen, or one alone that is not "A". */
const losesCapitals = (word: string): boolean => /[\p{L}\p{N}]\p{Lu}|^\p{Lu}-|^[B-Z]$/u.test(word);
