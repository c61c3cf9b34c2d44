import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { v7 as uuid } from "uuid";
import {
  annotationTags,
  colorOf,
  commentOf,
  creatorName,
  editorName,
  formatVersion,
  isByAgent,
  isDeleted,
  markStyleOf,
  positionOfTarget,
  quoteOf,
  targetsOf,
  sourceOf,
  type Annotation,
  type AnnotationId,
} from "../../src/domain/annotation.ts";
import type { PaperId } from "../../src/domain/paperId.ts";
import { logName } from "../../src/notes/author.ts";
import { composeNote, composeReply, deleted, edited } from "../../src/notes/compose.ts";
import { readLog, writeLine } from "../../src/notes/log.ts";
import { standingOf, standingsOf } from "../../src/notes/standing.ts";
import { notesOf } from "../../src/notes/view.ts";
import { ManualClock } from "../fakes/manualClock.ts";
import { Randomness } from "../fakes/randomness.ts";
import { ann } from "../fakes/workspace.ts";
import { root } from "../run/places.mjs";

const paper = "title-0123456789abcdef" as PaperId;
const abstract = "We study 😀 sparse models and more.";
const stored = readFileSync(join(root, "test/fixtures/notes.v1.jsonl"), "utf8");
const storedLines = stored.trimEnd().split("\n");
const annotationsIn = (text: string): readonly Annotation[] => {
  const { annotations, problems } = readLog(text);
  assert.deepEqual(problems, []);
  return annotations;
};

const clock = new ManualClock();
const made = () => {
  clock.advance(60_000);
  return { id: `urn:uuid:${uuid()}` as AnnotationId, now: clock.now(), author: ann };
};
const passage = (words: string) => {
  const start = abstract.indexOf(words);
  return { text: abstract, span: { start, end: start + words.length } };
};
const positionIn = (annotation: Annotation) => positionOfTarget(targetsOf(annotation)[0] ?? "");
const note = (comment = ""): Annotation =>
  composeNote({ paper, passage: passage("sparse models"), comment }, made());

test("stored notes of format 1 read as they always have", () => {
  const [first, reply, gone, foreign] = annotationsIn(stored) as [
    Annotation,
    Annotation,
    Annotation,
    Annotation,
  ];
  assert.deepEqual(sourceOf(first), { kind: "abstract", paper });
  assert.deepEqual(quoteOf(first), {
    exact: "sparse models",
    prefix: "We study 😀 ",
    suffix: " and more.",
  });
  assert.deepEqual(positionIn(first), { start: 11, end: 24 });
  assert.deepEqual(
    [commentOf(first), annotationTags(first), colorOf(first), markStyleOf(first), creatorName(first)],
    ["Why *sparse*?", ["method"], "green", "underline", "Ann"],
  );
  assert.deepEqual(sourceOf(reply), { kind: "annotation", id: first.id });
  assert.deepEqual([isDeleted(first), isDeleted(gone), sourceOf(gone).kind], [false, true, "paper"]);
  assert.deepEqual(
    [commentOf(foreign), colorOf(foreign), creatorName(foreign), quoteOf(foreign)?.exact],
    ["From elsewhere", "yellow", "acct:carol@hypothes.is", "and more"],
  );
});

test("stored notes of format 2 read as they always have: versions, editors, agents, a conflict and its end", () => {
  const lines = annotationsIn(readFileSync(join(root, "test/fixtures/notes.v2.jsonl"), "utf8"));
  assert.deepEqual(new Set(lines.map(formatVersion)), new Set([2]));
  const [talk, gone] = [...standingsOf(lines).values()];
  assert.ok(talk && gone);
  assert.deepEqual(
    [commentOf(talk.shown), colorOf(talk.shown), talk.conflicts, editorName(talk.shown)],
    ["Sparse in what?", "pink", [], "Bob"],
  );
  const [apart] = [...standingsOf(lines.slice(0, -1)).values()];
  assert.deepEqual(
    apart?.conflicts.map(({ field, versions }) => [field, ...versions.map(({ line }) => editorName(line))]),
    [["comment", "Ann", "Bob"]],
  );
  assert.deepEqual(
    [isDeleted(gone.shown), isByAgent(gone.shown), editorName(gone.shown)],
    [true, true, "Ann"],
  );
});

test("what we wrote is written back with the same bytes; what others wrote with every field", () => {
  const [ours, reply, gone, foreign] = annotationsIn(stored) as [
    Annotation,
    Annotation,
    Annotation,
    Annotation,
  ];
  assert.deepEqual(
    [ours, reply, gone].map(writeLine),
    storedLines.slice(0, 3).map((line) => `${line}\n`),
  );
  assert.deepEqual(annotationsIn(writeLine(foreign)), [foreign]);
  assert.deepEqual([foreign["x-stars"], foreign["rights"] !== undefined], [3, true]);
  assert.deepEqual((foreign.target as Record<string, unknown>)["x-state"], { cached: true });
});

test("a new note is a W3C annotation in one line: context, id, times, creator, bodies, selectors", () => {
  const line = writeLine(
    composeNote(
      { paper, passage: passage("sparse models"), comment: "Why?\nHow?", tags: ["a", "b"] },
      made(),
    ),
  );
  assert.equal(line.indexOf("\n"), line.length - 1);
  const written = JSON.parse(line) as Record<string, unknown>;
  assert.deepEqual(written["@context"], [
    "http://www.w3.org/ns/anno.jsonld",
    {
      marginalia: "urn:marginalia:2:",
      "marginalia:region": { "@id": "marginalia:region", "@type": "@json" },
    },
  ]);
  assert.match(String(written["id"]), /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-/u);
  assert.equal(written["type"], "Annotation");
  assert.equal(written["motivation"], "commenting");
  for (const field of ["created", "modified"])
    assert.match(String(written[field]), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u);
  assert.deepEqual(written["creator"], { type: "Person", name: "Ann", email: "mailto:ann@example.org" });
  assert.deepEqual(written["body"], [
    { type: "TextualBody", value: "Why?\nHow?", format: "text/markdown", purpose: "commenting" },
    { type: "TextualBody", value: "a", purpose: "tagging" },
    { type: "TextualBody", value: "b", purpose: "tagging" },
  ]);
  assert.deepEqual(written["target"], {
    source: `marginalia-paper:/${paper}/abstract`,
    styleClass: "highlight yellow",
    selector: [
      { type: "TextQuoteSelector", exact: "sparse models", prefix: "We study 😀 ", suffix: " and more." },
      { type: "TextPositionSelector", start: 11, end: 24 },
    ],
  });
});

test("the motivation says what a note is: a highlight, a comment, a reply", () => {
  const highlight = note();
  assert.equal(highlight.motivation, "highlighting");
  const commented = edited(highlight, { comment: "Now with words" }, made().now);
  assert.equal(commented.motivation, "commenting");
  assert.equal(edited(commented, { comment: "" }, made().now).motivation, "highlighting");
  const reply = composeReply(highlight.id, "Yes", made());
  assert.equal(reply.motivation, "replying");
  assert.equal(edited(reply, { comment: "No" }, made().now).motivation, "replying");
  assert.equal(reply.target, highlight.id);
});

test("positions count code points, so that astral characters before and inside count once", () => {
  const text = "😀😀 a𝒳b 👩‍🔬 end";
  const at = (words: string) => {
    const start = text.indexOf(words);
    const annotation = composeNote(
      { paper, passage: { text, span: { start, end: start + words.length } } },
      made(),
    );
    return positionIn(annotation);
  };
  assert.deepEqual(at("a𝒳b"), { start: 3, end: 6 });
  assert.deepEqual(at("👩‍🔬"), { start: 7, end: 10 });
  assert.deepEqual(at("end"), { start: 11, end: 14 });
});

test("quotes and their contexts never begin or end with half a character", () => {
  const text = `${"😀".repeat(20)}a${"😀".repeat(20)}b${"😀".repeat(20)}`;
  for (let start = 0, end = 0; start < text.length; start = end) {
    end = start + String.fromCodePoint(text.codePointAt(start) ?? 0).length;
    const annotation = composeNote({ paper, passage: { text, span: { start, end } } }, made());
    const { exact = "", prefix = "", suffix = "" } = quoteOf(annotation) ?? {};
    for (const part of [exact, prefix, suffix])
      assert.equal(/[\uD800-\uDFFF]/u.test(part), false, JSON.stringify(part));
  }
});

test("every target of an annotation is kept: in the log, through edits, and the first one counts", () => {
  const single = note();
  const older = { source: "https://example.org/paper", selector: [], "x-state": 1 };
  const line = writeLine({ ...single, target: [...targetsOf(single), older, "urn:uuid:other"] });
  const [read] = annotationsIn(line) as [Annotation];
  assert.deepEqual(targetsOf(read).slice(1), [older, "urn:uuid:other"]);
  assert.deepEqual(sourceOf(read), sourceOf(single));
  assert.deepEqual(quoteOf(read), quoteOf(single));
  const recoloured = edited(read, { color: "pink", comment: "More" }, made().now);
  const [again] = annotationsIn(writeLine(recoloured)) as [Annotation];
  assert.deepEqual(targetsOf(again).slice(1), [older, "urn:uuid:other"]);
  assert.equal(colorOf(again), "pink");
  assert.deepEqual(again.target, recoloured.target);
});

test("a list of one target is the same as that target", () => {
  const single = note();
  const [read] = annotationsIn(writeLine({ ...single, target: [...targetsOf(single)] })) as [Annotation];
  assert.deepEqual(read, single);
});

test("an edit changes what it names and keeps the rest, also what others put there", () => {
  const foreign = annotationsIn(stored)[3] as Annotation;
  const recoloured = edited(foreign, { color: "pink" }, made().now);
  assert.deepEqual({ ...recoloured, modified: "", target: "" }, { ...foreign, modified: "", target: "" });
  assert.equal(colorOf(recoloured), "pink");
  assert.deepEqual(quoteOf(recoloured), quoteOf(foreign));
  const rewritten = edited(foreign, { comment: "Mine" }, made().now);
  assert.deepEqual([commentOf(rewritten), rewritten["x-stars"]], ["Mine", 3]);
  const withLink = { ...foreign, body: [...foreign.body, "https://example.org/see-also"] };
  assert.ok(edited(withLink, { comment: "Mine" }, made().now).body.includes("https://example.org/see-also"));
});

test("an edit is newer than what it edits, even by a clock that is behind", () => {
  const before = note();
  const after = edited(before, { comment: "late" }, "2001-01-01T00:00:00.000Z");
  assert.ok(Date.parse(after.modified) > Date.parse(before.modified));
  const gone = deleted(after, "2001-01-01T00:00:00.000Z");
  assert.ok(Date.parse(gone.modified) > Date.parse(after.modified));
});

test("of lines of format 1 the newest of an id stands, whatever their order, and none is in conflict", () => {
  const random = new Randomness(7);
  const versions = [note("one")];
  for (let at = 0; at < 6; at++)
    versions.push(edited(versions.at(-1) as Annotation, { comment: `${at}` }, made().now));
  const others = [note("two"), deleted(note("three"), made().now)];
  const expected = standingsOf([...versions, ...others]);
  assert.equal(commentOf(expected.get((versions[0] as Annotation).id)?.shown as Annotation), "5");
  for (let round = 0; round < 50; round++) {
    const found = standingsOf(random.shuffled([...versions, ...others]));
    for (const [id, standing] of expected) assert.deepEqual(found.get(id), standing);
    assert.equal(found.size, expected.size);
  }
  assert.ok([...expected.values()].every(({ conflicts }) => conflicts.length === 0));
});

test("of two edits of the same instant everyone sees the same one win", () => {
  const base = note("base");
  const now = "2026-08-01T00:00:00.000Z";
  const [a, b, c] = (["a", "b", "c"] as const).map((comment) => edited(base, { comment }, now));
  const winners = [
    [a, b, c],
    [c, b, a],
    [b, a, c],
    [b, c, a],
  ].map((order) => standingOf([base, ...order.flatMap((each) => each ?? [])]).shown);
  assert.equal(new Set(winners.map(commentOf)).size, 1);
});

test("times in other zones and of other precision are compared as times", () => {
  const base = note();
  const at = (modified: string): Annotation => ({ ...base, modified, body: [] });
  const order = [
    "2026-07-31T10:00:00+02:00", // 08:00 UTC
    "2026-07-31T08:00:00.500Z",
    "2026-07-31T03:30:01-05:00",
  ].map(at);
  assert.equal(standingOf([...order].reverse()).shown.modified, order[2]?.modified);
});

test("a time that is none is refused, and never breaks an edit", () => {
  const random = new Randomness(3);
  const parts = [
    "2026",
    "-",
    "02",
    "30",
    "13",
    "T",
    "25",
    ":",
    "61",
    "00",
    ".5",
    "Z",
    "+02:00",
    "24",
    " ",
    "x",
  ];
  const times = Array.from({ length: 3_000 }, () =>
    Array.from({ length: 4 + random.below(12) }, () => random.pick(parts)).join(""),
  );
  for (const modified of ["2026-02-30T10:00:00Z", "2026-07-31T24:00:00Z", "2026-07-31", "soon", ...times]) {
    const { annotations } = readLog(JSON.stringify({ ...note(), modified }));
    for (const annotation of annotations)
      assert.ok(
        !Number.isNaN(Date.parse(edited(annotation, { comment: "x" }, made().now).modified)),
        modified,
      );
  }
});

const broken: readonly (readonly [what: string, line: string])[] = [
  ["half a line", (storedLines[0] ?? "").slice(0, 100)],
  ["no JSON", "hello"],
  ["JSON that is no annotation", '{"a":1}'],
  ["a list", "[]"],
  ["null", "null"],
  ["a number", "1"],
  ["no id", JSON.stringify({ ...note(), id: undefined })],
  ["no target", JSON.stringify({ ...note(), target: undefined })],
  ["an empty list of targets", JSON.stringify({ ...note(), target: [] })],
  ["a time that is none", JSON.stringify({ ...note(), modified: "yesterday" })],
  ["binary", "\u0000\u0001\uFFFD"],
  ["200,000 brackets", "[".repeat(200_000)],
];
for (const [what, line] of broken)
  test(`a line with ${what} is named by its number, and the lines around it are read`, () => {
    const { annotations, problems } = readLog(`${storedLines[0]}\n${line}\n${storedLines[1]}\n`);
    assert.equal(annotations.length, 2);
    assert.deepEqual(
      problems.map((problem) => problem.line),
      [2],
    );
    assert.ok((problems[0]?.why.length ?? 1_000) < 300);
  });

test("both sides of a merge conflict are read, and every marker is named", () => {
  const conflict = (style: string): string =>
    [storedLines[0], "<<<<<<< HEAD", storedLines[1], ...(style === "diff3" ? ["||||||| base"] : [])]
      .concat("=======", storedLines[2], ">>>>>>> branch", storedLines[3], "")
      .join("\n");
  for (const [style, lines] of [
    ["merge", [2, 4, 6]],
    ["diff3", [2, 4, 5, 7]],
  ] as const) {
    const { annotations, problems } = readLog(conflict(style));
    assert.equal(annotations.length, 4);
    assert.deepEqual(
      problems.map(({ line }) => line),
      lines,
    );
    assert.ok(problems.every(({ why }) => /merge conflict/u.test(why)));
  }
});

test("Windows line ends, a byte order mark, empty lines and a missing last line end do not matter", () => {
  const expected = annotationsIn(stored);
  for (const text of [
    stored.replaceAll("\n", "\r\n"),
    `\uFEFF${stored}`,
    stored.replaceAll("\n", "\n\n  \n"),
    stored.trimEnd(),
  ])
    assert.deepEqual(annotationsIn(text), expected);
});

test("a log cut at any byte gives every line that is whole, and goes on with the next one", () => {
  const bytes = Buffer.from(stored);
  const wholeBefore = (cut: number): number =>
    bytes
      .subarray(0, cut)
      .toString()
      .split("\n")
      .filter((line) => storedLines.includes(line)).length;
  const lastLine = bytes.lastIndexOf("\n", bytes.length - 2) + 1;
  for (let cut = lastLine - 3; cut <= bytes.length; cut++) {
    const text = bytes.subarray(0, cut).toString();
    const { annotations, problems } = readLog(text);
    assert.equal(annotations.length, wholeBefore(cut));
    assert.ok(problems.length <= 1);
    const gap = text.endsWith("\n") ? "" : "\n"; // as the port for files promises
    const next = readLog(`${text}${gap}${storedLines[0]}\n`);
    assert.equal(next.annotations.length, annotations.length + 1);
  }
});

test("line separators inside a comment do not end its line", () => {
  const comment = "a\u2028b\u2029c\u0085d\r\ne\tf\u0000";
  const line = writeLine(note(comment));
  assert.equal(line.trimEnd().includes("\n"), false);
  assert.equal(commentOf(annotationsIn(line)[0] as Annotation), comment);
});

test("any comment, tag and quote comes back as it was", () => {
  const random = new Randomness(11);
  const pieces = ["a", " ", "\n", '"', "\\", "</script>", "😀", "\uD800", "́", "\u0000", "<<<<<<<", "{}", "é"];
  const words = (): string =>
    Array.from({ length: 1 + random.below(12) }, () => random.pick(pieces)).join("");
  for (let round = 0; round < 500; round++) {
    const text = `${words()}${words()}${words()}`;
    const start = random.below(text.length);
    const span = { start, end: start + 1 + random.below(text.length - start) };
    const annotation = composeNote(
      { paper, passage: { text, span }, comment: words(), tags: [words(), words()] },
      made(),
    );
    assert.deepEqual(annotationsIn(writeLine(annotation)), [annotation]);
  }
});

test("the version of the format is read from the context; without one it is the first", () => {
  const of = (context: unknown): number => formatVersion({ ...note(), "@context": context });
  assert.equal(of(note()["@context"]), 2);
  assert.equal(of(["http://www.w3.org/ns/anno.jsonld", { marginalia: "urn:marginalia:12:" }]), 12);
  assert.equal(of({ marginalia: "urn:marginalia:2:" }), 2);
  for (const context of [undefined, null, "x", [], [null, 1], { marginalia: "urn:else:" }])
    assert.equal(of(context), 1);
});

test("a source that is not ours is neither a paper nor an annotation", () => {
  const of = (target: string): unknown => sourceOf({ ...note(), target });
  assert.deepEqual(of(`marginalia-paper:/${paper}`), { kind: "paper", paper });
  assert.deepEqual(of(`marginalia-paper:/${paper}/abstract`), { kind: "abstract", paper });
  assert.deepEqual(of(`marginalia-paper:/${paper}/pdf`), { kind: "pdf", paper });
  for (const iri of [
    "https://example.org",
    `marginalia-paper:/${paper}/slides`,
    "marginalia-paper:/../../x",
    `marginalia-paper:/${paper}/abstract/more`,
    `x marginalia-paper:/${paper}`,
  ])
    assert.deepEqual(of(iri), { kind: "other", iri });
});

test("notes stand in reading order: on the whole paper first, unplaced last, each with its replies by age", () => {
  const late = composeNote({ paper, passage: passage("more") }, made());
  const early = composeNote({ paper, passage: passage("study") }, made());
  const lost = composeNote({ paper, passage: { text: "Gone", span: { start: 0, end: 4 } } }, made());
  const whole = composeNote({ paper, comment: "On all of it" }, made());
  const [first, second] = [composeReply(late.id, "1", made()), composeReply(late.id, "2", made())];
  const orphan = composeReply("urn:uuid:none" as AnnotationId, "lost", made());
  const notes = notesOf(
    [second, lost, late, orphan, whole, first, early, deleted(note(), made().now)],
    abstract,
  );
  assert.deepEqual(
    notes.map(({ id, placement }) => [id, placement.state]),
    [
      [whole.id, "unplaced"],
      [early.id, "anchored"],
      [late.id, "anchored"],
      [lost.id, "unplaced"],
    ],
  );
  assert.deepEqual(
    notes[2]?.replies.map(({ comment }) => comment),
    ["1", "2"],
  );
});

test("a reply to a reply stands with the note that the talk is about, also in a circle nothing hangs", () => {
  const talk = note("start");
  const one = composeReply(talk.id, "1", made());
  const two = composeReply(one.id, "2", made());
  const three = composeReply(two.id, "3", made());
  const [circleA, circleB] = [made(), made()];
  const circle = [composeReply(circleB.id, "a", circleA), composeReply(circleA.id, "b", circleB)];
  const repliesIn = (...annotations: readonly Annotation[]): unknown =>
    notesOf(annotations, abstract).map(({ replies }) => replies.map(({ comment }) => comment));
  assert.deepEqual(repliesIn(three, two, ...circle, one, talk), [["1", "2", "3"]]);
  assert.deepEqual(repliesIn(three, two, deleted(one, made().now), talk), [["2", "3"]]);
});

test("each author has a log of their own with a safe name, the same in every window", () => {
  const names = [
    { name: "Ann", email: "ann@example.org" },
    { name: "Ann", email: "ann@example.com" },
    { name: "Ann" },
    { name: "Zoë Müller" },
    { name: "张三" },
    { name: "../../etc/passwd" },
    { name: "CON" },
    { name: "" },
    { name: "x".repeat(1_000) },
  ].map(logName);
  assert.equal(new Set(names).size, names.length);
  for (const name of names) assert.match(name, /^[a-z0-9][a-z0-9-]{0,60}\.jsonl$/u);
  assert.equal(
    logName({ name: "A", email: "ANN@example.org" }),
    logName({ name: "B", email: "ann@example.org" }),
  );
});
