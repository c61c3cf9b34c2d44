import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  annotationTags,
  colorOf,
  colors,
  commentOf,
  isDeleted,
  markStyleOf,
  type Annotation,
  type AnnotationId,
} from "../../src/domain/annotation.ts";
import type { PaperId } from "../../src/domain/paperId.ts";
import { composeNote, deleted, edited } from "../../src/notes/compose.ts";
import { fieldsOf } from "../../src/notes/fields.ts";
import { asStored, readLog, writeLine } from "../../src/notes/log.ts";
import { asBefore, pastOf } from "../../src/notes/past.ts";
import { asRevision } from "../../src/notes/revision.ts";
import { settled } from "../../src/notes/settle.ts";
import { headsOf, standingOf, type Standing } from "../../src/notes/standing.ts";
import { Replica } from "../fakes/replica.ts";
import { ann, bob } from "../fakes/workspace.ts";

const paper = "title-0123456789abcdef" as PaperId;
const at = (second: number): string => new Date(Date.UTC(2026, 6, 31, 8, 0, second)).toISOString();
const id = "urn:uuid:0198-note" as AnnotationId;
const first = asStored(
  asRevision(composeNote({ paper, comment: "first", tags: ["a"] }, { id, now: at(0), author: ann }), {
    revision: "r0",
    basedOn: [],
    editor: ann,
  }),
);
const pair = (): readonly [Replica, Replica] => [new Replica(ann, [first]), new Replica(bob, [first])];
const exchanged = (...replicas: readonly Replica[]): Standing => {
  const lines = replicas.flatMap((each) => each.lines);
  const [standing, ...others] = replicas.map((_, turn) => standingOf([...lines.slice(turn * 2), ...lines]));
  assert.ok(standing);
  for (const other of others) assert.deepEqual(other, standing);
  return standing;
};
const saidIn = ({ conflicts }: Standing): unknown =>
  conflicts.map(({ field, versions }) => [field, ...versions.map(({ line }) => commentOf(line))]);

test("two people who change different fields of a note keep both changes, and there is no conflict", () => {
  const [a, b] = pair();
  a.write(edited(first, { comment: "from Ann" }, at(1)), at(1));
  b.write(edited(first, { color: "pink", style: "underline" }, at(2)), at(2));
  a.write(edited(a.standing.shown, { tags: ["a", "b"] }, at(3)), at(3));
  const { shown, conflicts } = exchanged(a, b);
  assert.deepEqual(
    [commentOf(shown), colorOf(shown), markStyleOf(shown), annotationTags(shown), conflicts],
    ["from Ann", "pink", "underline", ["a", "b"], []],
  );
});

test("two comments made apart are both kept: the later is shown, and an edit of something else settles nothing", () => {
  const [a, b] = pair();
  a.write(edited(first, { comment: "from Ann" }, at(9)), at(9));
  b.write(edited(first, { comment: "from Bob" }, at(2)), at(2));
  assert.deepEqual(saidIn(exchanged(a, b)), [["comment", "from Ann", "from Bob"]]);
  b.take(a.lines);
  b.write(edited(b.standing.shown, { color: "blue" }, at(10)), at(10));
  assert.deepEqual(saidIn(exchanged(a, b)), [["comment", "from Ann", "from Bob"]]);
  assert.equal(colorOf(b.standing.shown), "blue");
});

test("a conflict ends when someone who saw it writes the field, or says that it stays as it is", () => {
  for (const end of ["anew", "as shown", "the other", "both"] as const) {
    const [a, b] = pair();
    a.write(edited(first, { comment: "from Ann" }, at(9)), at(9));
    b.write(edited(first, { comment: "from Bob" }, at(2)), at(2));
    b.take(a.lines);
    const { standing } = b;
    const [conflict] = standing.conflicts;
    assert.ok(conflict);
    const take = { "as shown": 0, "the other": 1, both: "both", anew: 0 } as const;
    const content = settled(standing, conflict, take[end], at(11));
    assert.ok(content.ok);
    if (end === "anew") b.write(edited(standing.shown, { comment: "anew" }, at(11)), at(11));
    else b.write(content.value, at(11), ["comment"]);
    const { shown, conflicts } = exchanged(a, b);
    const expected = {
      anew: "anew",
      "as shown": "from Ann",
      "the other": "from Bob",
      both: "from Bob\n\nfrom Ann",
    };
    assert.deepEqual([commentOf(shown), conflicts], [expected[end], []]);
  }
});

test("the same change made by both is no conflict", () => {
  const [a, b] = pair();
  for (const [each, second] of [
    [a, 1],
    [b, 2],
  ] as const)
    each.write(edited(first, { comment: "same", color: "green" }, at(second)), at(second));
  const { shown, conflicts } = exchanged(a, b);
  assert.deepEqual([commentOf(shown), colorOf(shown), conflicts], ["same", "green", []]);
});

test("tags merge as sets: what either added is there, what either removed is gone", () => {
  const [a, b] = pair();
  a.write(edited(first, { tags: ["a", "mine"] }, at(1)), at(1));
  b.write(edited(first, { tags: ["theirs"] }, at(2)), at(2));
  const { shown, conflicts } = exchanged(a, b);
  assert.deepEqual([annotationTags(shown).toSorted(), conflicts], [["mine", "theirs"], []]);
});

test("a removal that did not see the other's edit loses nothing: the note stays, in conflict", () => {
  const [a, b] = pair();
  a.write(deleted(first, at(5)), at(5));
  b.write(edited(first, { comment: "from Bob" }, at(1)), at(1));
  const standing = exchanged(a, b);
  assert.equal(isDeleted(standing.shown), false);
  assert.deepEqual(
    standing.conflicts.map(({ field, versions }) => [field, versions.map(({ line }) => isDeleted(line))]),
    [["deleted", [false, true]]],
  );
  for (const [take, gone] of [
    [0, false],
    [1, true],
  ] as const) {
    const c = new Replica({ name: `C${take}` }, standing.lines);
    const [conflict] = standing.conflicts;
    assert.ok(conflict);
    const content = settled(standing, conflict, take, at(9));
    assert.ok(content.ok);
    c.write(content.value, at(9), ["deleted"]);
    const after = exchanged(a, b, c);
    assert.deepEqual(
      [isDeleted(after.shown), after.conflicts, commentOf(after.shown)],
      [gone, [], "from Bob"],
    );
  }
});

test("a removal that saw the edit removes, whatever the clocks say", () => {
  const [a, b] = pair();
  b.write(edited(first, { comment: "from Bob" }, at(50)), at(50));
  a.take(b.lines);
  a.write(deleted(a.standing.shown, at(1)), at(1));
  assert.deepEqual([isDeleted(exchanged(a, b).shown), exchanged(a, b).conflicts], [true, []]);
});

test("fields of other tools are fields of their own, also when one takes them away", () => {
  const [a, b] = pair();
  a.write({ ...first, "x-stars": 3, rights: "CC0" }, at(1));
  b.write({ ...first, "x-seen": [true] }, at(2));
  b.take(a.lines);
  assert.deepEqual(
    [b.standing.shown["x-stars"], b.standing.shown["rights"], b.standing.shown["x-seen"]],
    [3, "CC0", [true]],
  );
  const { rights: _, ...without } = b.standing.shown;
  b.write(without, at(3));
  a.write(edited(a.standing.shown, { color: "blue" }, at(4)), at(4));
  const { shown, conflicts } = exchanged(a, b);
  assert.deepEqual([shown["rights"], shown["x-stars"], conflicts], [undefined, 3, []]);
});

test("a tool that copies a line with its revision and changes it has edited that line", () => {
  const copied = { ...first, modified: at(7), "x-stars": 1, body: [] };
  const standing = standingOf([first, copied]);
  const { shown, conflicts } = standing;
  assert.deepEqual([shown["x-stars"], commentOf(shown), conflicts, headsOf(standing).length], [1, "", [], 1]);
  const next = new Replica(bob, [copied, first]);
  next.write(edited(shown, { comment: "again" }, at(8)), at(8));
  assert.deepEqual([commentOf(next.standing.shown), next.standing.conflicts], ["again", []]);
});

test("lines without revisions are a chain, and a line that saw the last of them is no conflict", () => {
  const { "marginalia:revision": _, ...old } = first;
  const later = { ...old, modified: at(3), "x-stars": 1 } as Annotation;
  const b = new Replica(bob, [later, old]);
  b.write(edited(b.standing.shown, { comment: "anew" }, at(4)), at(4));
  assert.deepEqual([commentOf(b.standing.shown), b.standing.conflicts], ["anew", []]);
  const foreign = { ...old, modified: at(9), "x-stars": 2 } as Annotation;
  b.take([foreign]);
  assert.deepEqual([commentOf(b.standing.shown), b.standing.shown["x-stars"]], ["anew", 2]);
});

test("what a version is based on may be missing: nothing is lost then", () => {
  const [a, b] = pair();
  const lost = a.write(edited(first, { comment: "lost" }, at(1)), at(1));
  b.take([lost]);
  const onLost = b.write(edited(lost, { color: "pink" }, at(2)), at(2));
  const { shown, conflicts } = standingOf([first, onLost]);
  assert.equal(colorOf(shown), "pink");
  assert.deepEqual(
    conflicts.map(({ field }) => field),
    ["color", "comment"],
  );
  assert.deepEqual(standingOf([first, onLost, lost]).conflicts, []);
});

test("the past of a note tells of each version who wrote it and which fields it changed, from what to what", () => {
  const [a, b] = pair();
  a.write(edited(first, { comment: "from Ann" }, at(1)), at(1));
  b.write(edited(first, { color: "pink", tags: [] }, at(2)), at(2));
  b.take(a.lines);
  b.write(deleted(b.standing.shown, at(3)), at(3));
  const changes = pastOf(b.standing).map((version) =>
    version.changes.map(({ field }) => field).filter((field) => !field.startsWith("other:")),
  );
  assert.deepEqual(changes, [
    ["comment", "tag:a", "target", "style", "color"],
    ["comment"],
    ["color", "tag:a"],
    ["deleted"],
  ]);
  const [, second] = pastOf(b.standing);
  assert.ok(second);
  assert.match(second.changes[0]?.before ?? "", /first/u);
  assert.match(second.changes[0]?.after ?? "", /from Ann/u);
  const back = asBefore(b.standing, second.line);
  assert.deepEqual([isDeleted(back), commentOf(back), colorOf(back)], [false, "from Ann", "yellow"]);
});

// ——— Properties ———

interface Act {
  readonly who: number;
  readonly what:
    "comment" | "color" | "style" | "tag" | "untag" | "star" | "remove" | "restore" | "take" | "settle";
  readonly value: number;
  readonly second: number;
}
const acts = fc.array(
  fc.record<Act>({
    who: fc.nat(2),
    what: fc.constantFrom(
      ...(["comment", "comment", "color", "style", "tag", "untag", "star", "remove", "restore"] as const),
      ...(["take", "take", "take", "settle"] as const),
    ),
    value: fc.nat(4),
    second: fc.nat(60),
  }),
  { maxLength: 30 },
);

/** What a line wrote and had seen, told by whoever made it and not worked out. */
interface Told {
  readonly line: Annotation;
  readonly seen: ReadonlySet<Annotation>;
  readonly fields: readonly string[];
}

/** Three people do all of it, each seeing only what they took. */
function played(steps: readonly Act[]): { replicas: readonly Replica[]; told: readonly Told[] } {
  const replicas = [ann, bob, { name: "Cy" }].map((author) => new Replica(author, [first]));
  const told: Told[] = [{ line: first, seen: new Set(), fields: [...fieldsOf(first).keys()] }];
  for (const [step, { who, what, value, second }] of steps.entries()) {
    const replica = replicas[who] as Replica;
    const { standing } = replica;
    const { shown } = standing;
    if (what === "take") {
      replica.take((replicas[value % 3] as Replica).lines);
      continue;
    }
    let content: Annotation | undefined;
    let settles: readonly string[] = [];
    if (isDeleted(shown)) content = what === "restore" ? asBefore(standing, shown) : undefined;
    else if (what === "comment") content = edited(shown, { comment: `words ${step}` }, at(second));
    else if (what === "color") content = edited(shown, { color: colors[value] ?? "yellow" }, at(second));
    else if (what === "style")
      content = edited(shown, { style: value % 2 === 0 ? "underline" : "strike" }, at(second));
    else if (what === "tag")
      content = edited(shown, { tags: [...new Set([...annotationTags(shown), `t${value}`])] }, at(second));
    else if (what === "untag") content = edited(shown, { tags: annotationTags(shown).slice(1) }, at(second));
    else if (what === "star") content = { ...shown, "x-stars": value };
    else if (what === "remove") content = deleted(shown, at(second));
    else if (what === "settle") {
      const [conflict] = standing.conflicts;
      const result = conflict && settled(standing, conflict, value % conflict.versions.length, at(second));
      if (result?.ok) content = result.value;
      settles = conflict === undefined ? [] : [conflict.field];
    }
    if (content === undefined) continue;
    const [before, now] = [fieldsOf(shown), fieldsOf(content)];
    const changed = [...new Set([...before.keys(), ...now.keys()])].filter(
      (field) => before.get(field) !== now.get(field),
    );
    const seen = new Set(replica.lines);
    const line = replica.write(content, at(second), settles);
    told.push({ line, seen, fields: [...new Set([...changed, ...settles])] });
  }
  return { replicas, told };
}

/** The definition, word for word: writers of a field that no other writer of it has seen. */
function liveByDefinition(told: readonly Told[], field: string): readonly Told[] {
  const writers = told.filter(({ fields }) => fields.includes(field));
  return writers.filter((each) => !writers.some(({ seen }) => seen.has(each.line)));
}
const textOf = ({ line }: Told, field: string): string | undefined => fieldsOf(line).get(field);

test("whatever people do, each field stands as its live writers say, and no edit is lost", () => {
  fc.assert(
    fc.property(acts, (steps) => {
      const { replicas, told } = played(steps);
      const { shown, conflicts } = standingOf(replicas.flatMap(({ lines }) => lines));
      const stands = fieldsOf(shown);
      for (const field of new Set(told.flatMap(({ fields }) => fields))) {
        if (field === "deleted" || field === "other:motivation" || field.startsWith("tag:")) continue;
        const values = new Set(liveByDefinition(told, field).map((each) => textOf(each, field)));
        const conflict = conflicts.find((each) => each.field === field);
        assert.ok(values.has(stands.get(field)), field);
        const kept = conflict?.versions.map(({ line }) => fieldsOf(line).get(field)) ?? [stands.get(field)];
        assert.deepEqual(new Set(kept), values, field);
        assert.equal(kept[0], stands.get(field));
      }
      for (const field of new Set(told.flatMap(({ fields }) => fields)))
        if (field.startsWith("tag:"))
          assert.equal(
            stands.has(field),
            liveByDefinition(told, field).some((each) => textOf(each, field) !== undefined),
            field,
          );
      const removals = liveByDefinition(told, "deleted").filter((each) => textOf(each, "deleted"));
      const restores = liveByDefinition(told, "deleted").filter((each) => !textOf(each, "deleted"));
      const unseen = told
        .flatMap(({ fields }) => fields)
        .filter(
          (field) =>
            field !== "deleted" &&
            field !== "other:motivation" &&
            liveByDefinition(told, field).some(
              (each) =>
                !removals.some(({ seen }) => seen.has(each.line)) &&
                !removals.includes(each) &&
                textOf(each, "deleted") === undefined,
            ),
        );
      const isGone = removals.length > 0 && restores.length === 0 && unseen.length === 0;
      assert.equal(isDeleted(shown), isGone);
      assert.equal(
        conflicts.some(({ field }) => field === "deleted"),
        removals.length > 0 && !isGone,
      );
    }),
    { numRuns: 300 },
  );
});

test("replicas that exchange lines in any order, twice or in parts, see the same in the end", () => {
  fc.assert(
    fc.property(acts, fc.infiniteStream(fc.nat(1_000)), (steps, numbers) => {
      const { replicas } = played(steps);
      const lines = replicas.flatMap((each) => each.lines);
      const keyed = [...lines, ...lines.slice(0, 5)].map((line) => ({ line, key: numbers.next().value }));
      const shuffled = keyed.toSorted((a, b) => (a.key ?? 0) - (b.key ?? 0)).map(({ line }) => line);
      const expected = standingOf(lines);
      assert.deepEqual(standingOf(shuffled), expected);
      const half = standingOf(shuffled.slice(0, Math.ceil(shuffled.length / 2)));
      assert.deepEqual(standingOf([...half.lines, ...shuffled]), expected);
      assert.deepEqual(standingOf(readLog(shuffled.map(writeLine).join("")).annotations), expected);
    }),
    { numRuns: 100 },
  );
});

test("who has seen all and settles all ends every conflict", () => {
  fc.assert(
    fc.property(acts, (steps) => {
      const { replicas } = played(steps);
      const last = new Replica(
        { name: "Di" },
        replicas.flatMap(({ lines }) => lines),
      );
      for (let turn = 0; turn < 20 && last.standing.conflicts.length > 0; turn++) {
        const [conflict] = last.standing.conflicts;
        if (conflict === undefined) break;
        const content = settled(last.standing, conflict, turn % conflict.versions.length, at(90));
        assert.ok(content.ok);
        last.write(content.value, at(90), [conflict.field]);
      }
      last.write({ ...last.standing.shown, "x-seen": true }, at(91));
      const { shown, conflicts, lines } = last.standing;
      assert.deepEqual([conflicts, headsOf(last.standing).length, shown], [[], 1, lines.at(-1)]);
    }),
    { numRuns: 200 },
  );
});

const hostileLine = fc
  .record({
    revision: fc.option(fc.constantFrom("r0", "a", "b", "c", "d", "__proto__"), { nil: undefined }),
    basedOn: fc.array(fc.constantFrom("r0", "a", "b", "c", "d", "nobody", "__proto__"), { maxLength: 3 }),
    settles: fc.array(fc.constantFrom("comment", "deleted", "id", "other:__proto__", "tag:"), {
      maxLength: 2,
    }),
    comment: fc.constantFrom("", "x", "y"),
    tags: fc.array(fc.constantFrom("", "a", "b"), { maxLength: 3 }),
    gone: fc.boolean(),
    second: fc.nat(3),
  })
  .map(({ revision, basedOn, settles, comment, tags, gone, second }) =>
    asStored({
      ...edited(first, { comment, tags }, at(0)),
      "marginalia:deleted": gone,
      "marginalia:revision": revision,
      "marginalia:basedOn": basedOn,
      "marginalia:settles": settles,
      modified: at(second),
    }),
  );

test("lines that go in circles, name nobody or repeat each other end well and mean the same in any order", () => {
  fc.assert(
    fc.property(fc.array(hostileLine, { minLength: 1, maxLength: 12 }), (lines) => {
      const expected = standingOf(lines);
      assert.deepEqual(standingOf([...lines].reverse()), expected);
      assert.deepEqual(standingOf([...lines, ...lines]), expected);
      assert.deepEqual(asStored(expected.shown), expected.shown);
      assert.equal(
        expected.conflicts.every(({ versions }) => versions.length > 1),
        true,
      );
      const next = new Replica(ann, lines);
      next.write(edited(next.standing.shown, { comment: "over all" }, at(9)), at(9));
      assert.equal(commentOf(next.standing.shown), "over all");
    }),
    { numRuns: 300 },
  );
});

test("five thousand versions made apart, and one that saw them all, end well", () => {
  const apart = Array.from({ length: 5_000 }, (_, index) =>
    asStored({
      ...edited(first, { comment: `${index}` }, at(1)),
      "marginalia:revision": `v${index}`,
      "marginalia:basedOn": ["r0"],
    }),
  );
  const standing = standingOf([first, ...apart]);
  const { conflicts } = standing;
  assert.deepEqual([headsOf(standing).length, conflicts[0]?.versions.length], [5_000, 5_000]);
  const last = new Replica(bob, [first, ...apart]);
  last.write(edited(first, { comment: "all" }, at(9)), at(9));
  assert.deepEqual([commentOf(last.standing.shown), last.standing.conflicts], ["all", []]);
});

const json = fc.jsonValue({ maxDepth: 3 });
const anyAnnotation = fc.record(
  {
    "@context": json,
    id: fc.string({ minLength: 1 }),
    type: fc.constant("Annotation"),
    modified: fc
      .date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true })
      .map((day) => day.toISOString()),
    creator: fc.oneof(fc.string(), fc.record({ name: fc.string(), type: fc.string() })),
    body: fc.oneof(
      fc.string(),
      fc.array(
        fc.oneof(fc.string(), fc.record({ value: fc.string(), purpose: fc.string() }, { requiredKeys: [] })),
      ),
    ),
    target: fc.oneof(
      fc.string(),
      fc.record({
        source: fc.string(),
        styleClass: fc.string(),
        selector: fc.array(fc.record({ type: fc.string(), exact: json })),
      }),
    ),
    "marginalia:revision": fc.string({ minLength: 1 }),
    "marginalia:basedOn": fc.array(fc.string()),
    "x-other": json,
  },
  { requiredKeys: ["@context", "id", "type", "modified", "target"] },
);

test("whatever annotation is written, it is read back as it was", () => {
  fc.assert(
    fc.property(anyAnnotation, (raw) => {
      const { annotations, problems } = readLog(`${JSON.stringify(raw)}\n`);
      assert.deepEqual(problems, []);
      const [read] = annotations;
      assert.ok(read);
      const [again, ...more] = readLog(writeLine(read)).annotations;
      assert.deepEqual([again, more], [read, []]);
    }),
    { numRuns: 500 },
  );
});
