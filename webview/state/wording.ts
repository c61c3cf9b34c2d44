/** How facts are put into words: dates, sources, links, short quotations. */
import type { Color, MarkStyle } from "../../src/domain/annotation.ts";
import type { Paper, Resource } from "../../src/domain/paper.ts";
import { isWebLink } from "./pieces.ts";

/** Dates in the person's language, as everywhere else in the editor. */
const longDay = new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeZone: "UTC" });
const fullTime = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

const steps = [
  { unit: "year", seconds: 31_557_600 },
  { unit: "month", seconds: 2_629_800 },
  { unit: "week", seconds: 604_800 },
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
] as const;

/** "2 hours ago"; the text itself when it is no date. */
export function ago(iso: string, now: number): string {
  const then = Date.parse(iso);
  if (Number.isNaN(then)) return iso;
  const seconds = (then - now) / 1000;
  const step = steps.find((each) => Math.abs(seconds) >= each.seconds);
  return step === undefined ? "just now" : relative.format(Math.round(seconds / step.seconds), step.unit);
}

export const fullDate = (iso: string): string =>
  Number.isNaN(Date.parse(iso)) ? iso : fullTime.format(new Date(iso));

const sourceNames: Readonly<Record<string, string>> = { "daily-papers": "Daily Papers" };

/** "30 July 2026, Daily Papers", from the latest day on which a source listed the paper. */
export function listedOn(paper: Paper): string | undefined {
  const dated = paper.sources.filter(({ date }) => date !== undefined && !Number.isNaN(Date.parse(date)));
  const latest = dated.sort((a, b) => (b.date ?? "").localeCompare(a.date ?? ""))[0];
  if (latest?.date === undefined) return undefined;
  return `${longDay.format(new Date(latest.date))}, ${sourceNames[latest.kind] ?? latest.kind}`;
}

/** "NeurIPS 2024", or whichever half is known. */
export const published = ({ venue, year }: Paper): string | undefined => {
  const known = [venue, year === undefined || venue?.includes(String(year)) ? undefined : String(year)];
  return known.filter((part) => part !== undefined && part !== "").join(" ") || undefined;
};

export interface PaperLink {
  readonly label: string;
  readonly detail: string;
  readonly url: string;
}

const kindLabels: Readonly<Record<Resource["kind"], string>> = {
  code: "Code",
  project: "Project page",
  paper: "Paper",
  pdf: "PDF",
  data: "Data",
  other: "Link",
};

/** Where the paper and what belongs to it are found: web addresses only, each once. */
export function linksOf(paper: Paper): readonly PaperLink[] {
  const links = [
    ...paper.identifiers.flatMap((identifier): PaperLink[] => {
      const arxiv = /^arxiv:(.+)$/u.exec(identifier)?.[1];
      const doi = /^doi:(.+)$/u.exec(identifier)?.[1];
      if (arxiv !== undefined)
        return [{ label: "arXiv", detail: arxiv, url: `https://arxiv.org/abs/${arxiv}` }];
      return doi === undefined
        ? []
        : [{ label: "DOI", detail: doi, url: `https://doi.org/${encodeURI(doi)}` }];
    }),
    ...paper.resources.map(({ kind, url }) => ({ label: kindLabels[kind], detail: shortAddress(url), url })),
  ];
  return links.filter(
    ({ url }, index) => isWebLink(url) && links.findIndex((other) => other.url === url) === index,
  );
}

const shortAddress = (url: string): string =>
  shortened(url.replace(/^https?:\/\/(?:www\.)?/u, "").replace(/\/$/u, ""), 48);

/** Cut at a word where possible; the cut shows. */
export function shortened(text: string, length: number): string {
  const flat = text.replace(/\s+/gu, " ").trim();
  if (flat.length <= length) return flat;
  const cut = flat.slice(0, length);
  const space = cut.lastIndexOf(" ");
  return `${(space > length / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** "Green", or what the person means by it: "Method (green)". */
export const colorName = (color: Color, meaning: string): string =>
  meaning === "" ? capital(color) : `${meaning} (${color})`;

/** "Green highlight", "Blue underline"; "Method, green highlight" where the colour has a meaning. */
export const markName = (color: Color, style: MarkStyle, meaning = ""): string =>
  meaning === "" ? `${capital(color)} ${styleNames[style]}` : `${meaning}, ${color} ${styleNames[style]}`;

export const styleNames: Readonly<Record<MarkStyle, string>> = {
  highlight: "highlight",
  underline: "underline",
  strike: "strike-through",
  area: "area note",
  point: "sticky note",
  ink: "drawing",
};
