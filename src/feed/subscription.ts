/** What a workspace is subscribed to, and its stored form, `.marginalia/subscriptions.json`. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import * as v from "valibot";
import { isPrivateHost } from "../base/privateHosts.ts";
import type { ListFormat } from "../library/listFile.ts";

export type Subscription =
  /** Hugging Face's list of the day. */
  | { readonly kind: "daily-papers" }
  /** What Hugging Face's readers look at just now, of any day. */
  | { readonly kind: "trending-papers" }
  /** arXiv's announcements of a category, such as "cs.LG". */
  | { readonly kind: "arxiv-category"; readonly category: string }
  /** In arXiv's own query language. */
  | { readonly kind: "arxiv-search"; readonly query: string }
  | { readonly kind: "arxiv-author"; readonly author: string }
  | { readonly kind: "rss"; readonly url: string; readonly title?: string | undefined };

const short = (what: string, most: number) =>
  v.pipe(v.string(), v.trim(), v.nonEmpty(`${what} is missing`), v.maxLength(most));

const schema = v.variant("kind", [
  v.looseObject({ kind: v.literal("daily-papers") }),
  v.looseObject({ kind: v.literal("trending-papers") }),
  v.looseObject({
    kind: v.literal("arxiv-category"),
    category: v.pipe(
      short("a category", 40),
      v.regex(/^[a-z-]+(?:\.[A-Za-z-]+)?$/u, "is no category of arXiv"),
    ),
  }),
  v.looseObject({ kind: v.literal("arxiv-search"), query: short("a query", 1_000) }),
  v.looseObject({ kind: v.literal("arxiv-author"), author: short("an author", 200) }),
  v.looseObject({
    kind: v.literal("rss"),
    url: v.pipe(short("an address", 2_000), v.check(isFeedAddress, "is no public web address")),
    title: v.optional(v.string()),
  }),
]);

export const subscriptionsFormat: ListFormat<Subscription> = {
  path: "subscriptions.json",
  field: "subscriptions",
  noun: "subscriptions",
  newest: 1,
  item: schema,
  arranged: (all) =>
    [...new Map(all.map((each) => [subscriptionId(each), each])).entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, each]) => each),
};

/** What stands in the way of a subscription, in words; `undefined` for a good one. */
export function faultOf(subscription: unknown): string | undefined {
  const parsed = v.safeParse(schema, subscription);
  return parsed.success ? undefined : parsed.issues[0].message;
}

/** @returns the subscription, if it is one. */
export function readSubscription(raw: unknown): Subscription | undefined {
  const parsed = v.safeParse(schema, raw);
  return parsed.success ? parsed.output : undefined;
}

/** A web address of a public site, without port or password. */
export function isFeedAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  const isPlain = port === "" && username === "" && password === "";
  return /^https?:$/u.test(protocol) && isPlain && hostname.includes(".") && !isPrivateHost(hostname);
}

/** The same for the same subscription in every workspace; safe as the name of a folder. */
export function subscriptionId(subscription: Subscription): string {
  switch (subscription.kind) {
    case "daily-papers":
    case "trending-papers":
      return subscription.kind;
    case "arxiv-category":
      return `arxiv-${subscription.category.toLowerCase()}`;
    case "arxiv-search":
      return `search-${digest(subscription.query)}`;
    case "arxiv-author":
      return `author-${digest(subscription.author.toLowerCase())}`;
    case "rss":
      return `rss-${digest(subscription.url)}`;
  }
}

const digest = (text: string): string => bytesToHex(sha256(utf8ToBytes(text))).slice(0, 16);

export function subscriptionName(subscription: Subscription): string {
  switch (subscription.kind) {
    case "daily-papers":
      return "Daily Papers";
    case "trending-papers":
      return "Trending Papers";
    case "arxiv-category":
      return `arXiv ${subscription.category}`;
    case "arxiv-search":
      return `arXiv: ${subscription.query}`;
    case "arxiv-author":
      return `arXiv: papers by ${subscription.author}`;
    case "rss":
      return subscription.title ?? new URL(subscription.url).hostname;
  }
}

/** The one site that is asked for it. */
export function hostOf(subscription: Subscription): string {
  switch (subscription.kind) {
    case "daily-papers":
    case "trending-papers":
      return "huggingface.co";
    case "arxiv-category":
      return "rss.arxiv.org";
    case "arxiv-search":
    case "arxiv-author":
      return "export.arxiv.org";
    case "rss":
      return new URL(subscription.url).hostname;
  }
}
