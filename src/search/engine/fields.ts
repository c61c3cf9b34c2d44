/**
 * The parts of what is indexed. Words of prose are shared by title and body. Names, venues, tags, ids, marks and initials are
 * terms of their own kind, told apart by an invisible first letter: they neither lengthen a text nor make its words commoner.
 */
export const fields = ["title", "body", "author", "venue", "tag", "id", "mark", "initials"] as const;
export type Field = (typeof fields)[number];

const prefixes: Readonly<Record<Field, string>> = {
  title: "",
  body: "",
  author: "\u0001",
  venue: "\u0002",
  tag: "\u0003",
  id: "\u0004",
  mark: "\u0005",
  initials: "\u0006",
};

export const termIn = (field: Field, term: string): string => prefixes[field] + term;

/** A term as it was before it was told apart. */
export const withoutKind = (term: string): string => term.replace(/^[\u0001-\u0006]/u, "");

export const isProse = (field: Field): boolean => prefixes[field] === "";

/** Terms of prose come behind all of these in the order of letters. */
export const firstOfProse = "\u0007";

/** The kinds a word of a query is looked for in when it names none. */
export const namedFields = ["author", "venue", "tag", "id"] as const;
