/** Plain text out of the HTML and JATS that titles and abstracts come in. */

const longestText = 20_000;

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  hellip: "…",
};

export const withoutEntities = (text: string): string =>
  text
    .slice(0, longestText)
    .replace(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,8}));/giu,
      (all: string, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined)
          return Object.hasOwn(entities, name.toLowerCase()) ? (entities[name.toLowerCase()] ?? all) : all;
        const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
        return code > 0 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff)
          ? String.fromCodePoint(code)
          : all;
      },
    )
    .replace(/\s+/gu, " ")
    .trim();

const marks = "jats:|mml:";
const inline =
  "i|b|em|strong|sub|sup|sc|span|italic|bold|u|tt|monospace|underline|ext-link|xref|a|inline-formula";
const formula =
  "math|mrow|mi|mn|mo|msub|msup|mtext|semantics|alternatives|mstyle|mfrac|mover|msqrt|annotation";
const block = "p|title|sec|section|abstract|br|div|list|list-item|ul|li|label|disp-formula";
const tag = new RegExp(`</?(?:${marks})?(?:(${block})|${inline}|${formula})(?:\\s[^<>]{0,500})?/?>`, "giu");

/** Tags that such texts are set with go; any other "<" is the author's own: "p < 0.05 and q > 1". */
export const plainMarkup = (text: string): string =>
  withoutEntities(
    text
      .slice(0, longestText * 4)
      .replace(
        /<(jats:)?(?:tex-math|annotation)\b[^<>]{0,500}>[^<]{0,2000}<\/(?:jats:)?(?:tex-math|annotation)>/giu,
        "",
      )
      .replace(tag, (_all, parts?: string) => (parts === undefined ? "" : " ")),
  ).replace(/^Abstract(?=[\s:.])[\s:.]*/u, "");
