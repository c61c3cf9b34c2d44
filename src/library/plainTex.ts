/** TeX as it reads: accents and braces of BibTeX's fields become letters. What is not known stays as it is written. */

const accents: Readonly<Record<string, string>> = {
  '"': "\u0308",
  "'": "\u0301",
  "`": "\u0300",
  "^": "\u0302",
  "~": "\u0303",
  "=": "\u0304",
  ".": "\u0307",
  b: "\u0331",
  c: "\u0327",
  d: "\u0323",
  H: "\u030B",
  k: "\u0328",
  r: "\u030A",
  u: "\u0306",
  v: "\u030C",
};

const letters: Readonly<Record<string, string>> = {
  ss: "ß",
  ae: "æ",
  AE: "Æ",
  oe: "œ",
  OE: "Œ",
  aa: "å",
  AA: "Å",
  o: "ø",
  O: "Ø",
  l: "ł",
  L: "Ł",
  i: "ı",
  j: "ȷ",
  dh: "ð",
  th: "þ",
  textendash: "–",
  textemdash: "—",
  textquoteright: "’",
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  lambda: "λ",
  mu: "μ",
  pi: "π",
  sigma: "σ",
  eta: "η",
  zeta: "ζ",
  theta: "θ",
  kappa: "κ",
  nu: "ν",
  xi: "ξ",
  rho: "ρ",
  tau: "τ",
  phi: "φ",
  varphi: "φ",
  chi: "χ",
  psi: "ψ",
  omega: "ω",
  varepsilon: "ε",
  Gamma: "Γ",
  Delta: "Δ",
  Theta: "Θ",
  Lambda: "Λ",
  Sigma: "Σ",
  Phi: "Φ",
  Psi: "Ψ",
  Omega: "Ω",
  times: "×",
  cdot: "·",
  pm: "±",
  infty: "∞",
  ell: "ℓ",
  le: "≤",
  leq: "≤",
  ge: "≥",
  geq: "≥",
  neq: "≠",
  approx: "≈",
  sim: "∼",
  to: "→",
  rightarrow: "→",
  in: "∈",
  sum: "∑",
  prod: "∏",
  nabla: "∇",
  partial: "∂",
  ldots: "…",
  dots: "…",
  log: "log",
  exp: "exp",
  min: "min",
  max: "max",
};

/** Signs that mean something to TeX and were written so that they do not: they are put in when all else was read. */
const signs: Readonly<Record<string, string>> = {
  textbackslash: "\\",
  textasciitilde: "~",
  textasciicircum: "^",
  textbraceleft: "{",
  textbraceright: "}",
  textdollar: "$",
};
const signNames = Object.keys(signs);
/** No text has these: they are no characters (Unicode, 23.7). */
const firstStandIn = 0xfdd0;
const standInFor = (name: string): string => String.fromCharCode(firstStandIn + signNames.indexOf(name));

/** A text with its mathematics as plain as letters allow, for places that cannot draw it. What is outside stays as it is. */
export const readableMath = (text: string): string =>
  text.replace(
    /(?<![\\$])\$(?![\s$])([^$\n]{1,300}?)(?<![\s\\])\$(?![\d$])|\\\(([^\n]{1,300}?)\\\)/gu,
    (_all, dollars?: string, brackets?: string) => plainMath(dollars ?? brackets ?? ""),
  );

const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const lowered = "₀₁₂₃₄₅₆₇₈₉";
const withDigits = (digits: string, as: string): string =>
  digits.replace(/\d/gu, (digit) => as[Number(digit)] ?? digit);

const plainMath = (math: string): string =>
  plainTex(
    math
      .replace(/\^\{?(\d{1,4})\}?/gu, (_all, digits: string) => withDigits(digits, raised))
      .replace(/_\{?(\d{1,4})\}?/gu, (_all, digits: string) => withDigits(digits, lowered))
      .replace(/\\frac\s{0,3}\{([^{}]{1,60})\}\s{0,3}\{([^{}]{1,60})\}/gu, "$1/$2")
      .replace(/\\sqrt\s{0,3}\{([^{}]{1,60})\}/gu, "√($1)")
      .replace(/\\([A-Za-z]{1,20})\s{1,3}(?=[^{\s])/gu, "\\$1{} ") // letters are told apart by it
      .replace(/\\[,;:!]|\\(?:left|right|quad|displaystyle)(?![A-Za-z])/gu, " "),
  )
    .replace(/\s+/gu, " ")
    .trim();

export function plainTex(tex: string): string {
  if (!/[\\{}$~&-]/u.test(tex)) return tex;
  return tex
    .replace(/[\uFDD0-\uFDD5]/gu, "")
    .replace(/\\([&%$#_])/gu, (_all, sign: string) => (sign === "$" ? standInFor("textdollar") : sign))
    .replace(
      /\\(["'`^~=.]|[bcdHkruv](?![A-Za-z]))\s{0,3}(?:\{\s{0,3}(\\?[A-Za-z])\s{0,3}\}|(\\?[A-Za-z]))/gu,
      accented,
    )
    .replace(
      /\\(?:emph|textit|textbf|texttt|textsc|textrm|text|mathcal|mathbb|mathbf|mathrm|mathsf|uppercase)(?=\s{0,3}\{)/gu,
      "",
    )
    .replace(/\\([A-Za-z]{1,20})(?:\{\}|\s{1,3}|(?![A-Za-z]))/gu, (all: string, name: string) =>
      Object.hasOwn(signs, name)
        ? standInFor(name)
        : Object.hasOwn(letters, name)
          ? (letters[name] ?? all)
          : all,
    )
    .replace(/\\(?:em|bf|it|sc|rm|tt)(?![A-Za-z])\s{0,3}/gu, "")
    .replace(/(?<!\\)[{}]/gu, "")
    .replace(/\$([^$]{1,200})\$/gu, "$1")
    .replace(/---?/gu, "–")
    .replace(/(?<!\\)~/gu, " ")
    .replace(
      /[\uFDD0-\uFDD5]/gu,
      (standIn) => signs[signNames[standIn.charCodeAt(0) - firstStandIn] ?? ""] ?? "",
    )
    .normalize("NFC");
}

function accented(_all: string, accent: string, braced?: string, bare?: string): string {
  const letter = (braced ?? bare ?? "").replace(/^\\/u, ""); // "\i" and "\j" lose their dots under an accent anyway
  return `${letter}${accents[accent] ?? ""}`;
}
