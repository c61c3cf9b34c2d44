/** Notes as a collection of the Web Annotation model: out, and back without loss. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { Ajv } from "ajv";
import fc from "fast-check";
import {
  annotationContext,
  isDeleted,
  type AnnotationId,
  type Annotation,
} from "../../src/domain/annotation.ts";
import type { Paper } from "../../src/domain/paper.ts";
import { writeCollection } from "../../src/webAnnotations/collection.ts";
import { finished } from "../../src/library/importers/importer.ts";
import { readNotes } from "../../src/webAnnotations/readNotes.ts";
import { takeIn } from "../../src/webAnnotations/takeIn.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { bob, Workspace } from "../fakes/workspace.ts";
import { expanded, modelNames, namesIn } from "../model/expanded.ts";
import { annotationSchema } from "../model/schema.ts";

const now = "2026-05-01T00:00:00.000Z";
const isValid = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(annotationSchema);
const drafts = [
  {
    title: "Wombat Networks",
    abstract: "Burrows are measured by sonar. The error is small.",
    identifiers: ["arxiv:2407.12345"],
    source: { kind: "test" },
  },
  { title: "Zebra", abstract: "Stripes of zebras.", source: { kind: "test" } },
];

async function opened(t: TestContext) {
  const files = new MemoryFiles();
  const workspace = new Workspace(t, files);
  const { added } = await workspace.library.add(drafts);
  const [wombat, zebra] = added;
  assert.ok(wombat && zebra);
  const { library, notes } = workspace;
  const exported = async (): Promise<string> => {
    const all = await library.papers();
    for (const { id } of all) await notes.open(id);
    return writeCollection(
      all.map((paper) => ({
        paper,
        standings: notes.annotations(paper.id).flatMap(({ id }) => notes.standing(paper.id, id) ?? []),
      })),
    );
  };
  const take = async (text: string) => {
    const read = finished(readNotes(text));
    assert.ok(read.ok, read.ok ? "" : read.why);
    return takeIn(read.value, { papers: await library.papers(), notes, now });
  };
  return { files, workspace, library, notes, exported, take, wombat, zebra };
}

/** A few of everything: marks, comments, tags, answers, edits, removals. */
async function annotated({
  notes,
  wombat,
  zebra,
  workspace,
}: Awaited<ReturnType<typeof opened>>): Promise<void> {
  const passage = { text: wombat.abstract, span: { start: 0, end: 7 } };
  const mark = await notes.add({ paper: wombat.id, passage, color: "green", tags: ["depth"] });
  await notes.reply(wombat.id, mark.id, "Is it?");
  workspace.author = bob;
  const whole = await notes.add({ paper: zebra.id, comment: "All *of* it" });
  await notes.edit(zebra.id, whole.id, { comment: "All of it, again", tags: ["x"] });
  const gone = await notes.add({ paper: zebra.id, comment: "Gone" });
  await notes.remove(zebra.id, gone.id);
  const quote = { exact: "deep", prefix: "is ", suffix: "." };
  await notes.add({ paper: wombat.id, onPage: { page: 2, quote }, comment: "On a page" });
}

test("a collection is valid, says which papers it is about, and holds what stands there and no more", async (t) => {
  const here = await opened(t);
  await annotated(here);
  const collection = JSON.parse(await here.exported()) as {
    type: string;
    total: number;
    first: { type: string; items: Annotation[] };
    "marginalia:papers": { title: string }[];
  };
  assert.deepEqual([collection.type, collection.first.type], ["AnnotationCollection", "AnnotationPage"]);
  assert.equal(collection.total, 4);
  assert.equal(collection.first.items.length, 4);
  for (const item of collection.first.items) assert.ok(isValid(item), JSON.stringify(isValid.errors));
  assert.deepEqual(collection["marginalia:papers"].map(({ title }) => title).toSorted(), [
    "Wombat Networks",
    "Zebra",
  ]);
  assert.doesNotMatch(JSON.stringify(collection), /Gone/u);
});

test("others understand all of a collection: nothing is dropped or fetched, and the items keep their order", async (t) => {
  const here = await opened(t);
  await annotated(here);
  const collection = await expanded(JSON.parse(await here.exported()) as object);
  const [page] = collection["http://www.w3.org/ns/activitystreams#first"] as [Record<string, unknown>];
  const [list] = page["http://www.w3.org/ns/activitystreams#items"] as [
    { "@list": Record<string, unknown>[] },
  ];
  assert.deepEqual(
    list["@list"].map((item) => item["@type"]),
    Array.from({ length: 4 }, () => ["http://www.w3.org/ns/oa#Annotation"]),
  );
  assert.deepEqual(
    namesIn(collection).filter(
      (name) => !modelNames.has(name) && !name.startsWith(annotationContext[1].marginalia),
    ),
    [],
  );
});

test("what goes out comes back the same in another library, and a second time changes nothing", async (t) => {
  const [here, there] = [await opened(t), await opened(t)];
  await annotated(here);
  const text = await here.exported();
  const taken = await there.take(text);
  assert.deepEqual([taken.added, taken.known, taken.elsewhere.size, taken.problems.length], [4, 0, 0, 0]);
  assert.equal(await there.exported(), text);
  for (const paper of [here.wombat, here.zebra])
    assert.deepEqual(
      there.notes.annotations(paper.id).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      here.notes.annotations(paper.id).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
  const before = JSON.stringify(there.files.snapshot());
  assert.deepEqual([(await there.take(text)).known, (await here.take(text)).known], [4, 4]);
  assert.equal(JSON.stringify(there.files.snapshot()), before);
});

test("an import is one step, and undone as one", async (t) => {
  const [here, there] = [await opened(t), await opened(t)];
  await annotated(here);
  await there.take(await here.exported());
  assert.equal(await there.notes.undo(), "imported notes");
  assert.deepEqual(
    [...there.notes.annotations(here.wombat.id), ...there.notes.annotations(here.zebra.id)],
    [],
  );
  assert.equal(await there.notes.redo(), "imported notes");
  assert.equal(there.notes.of(here.wombat).length, 2);
});

test("what was removed here stays removed, and a newer version comes in", async (t) => {
  const [here, there] = [await opened(t), await opened(t)];
  const first = await here.notes.add({ paper: here.zebra.id, comment: "One" });
  const second = await here.notes.add({ paper: here.zebra.id, comment: "Two" });
  await there.take(await here.exported());
  await there.notes.remove(there.zebra.id, first.id);
  await here.notes.edit(here.zebra.id, first.id, { comment: "One, changed" });
  await here.notes.edit(here.zebra.id, second.id, { comment: "Two, changed" });
  const taken = await there.take(await here.exported());
  assert.deepEqual([taken.removedHere, taken.added], [1, 1]);
  assert.deepEqual(
    there.notes.of(there.zebra).map(({ comment }) => comment),
    ["Two, changed"],
  );
});

test("a paper that has another id here is found by its names; one that is not here is named, and its notes are left out", async (t) => {
  const here = await opened(t);
  await annotated(here);
  const there = new Workspace(t, new MemoryFiles());
  const { added } = await there.library.add([
    {
      title: "Wombats, and their networks",
      abstract: "",
      identifiers: ["doi:10.1/w"],
      source: { kind: "test" },
    },
  ]);
  const [other] = added;
  assert.ok(other);
  await there.library.change(other.id, (paper: Paper) => ({
    ...paper,
    identifiers: [...paper.identifiers, "arxiv:2407.12345"],
  }));
  const read = finished(readNotes(await here.exported()));
  assert.ok(read.ok);
  const taken = await takeIn(read.value, { papers: await there.library.papers(), notes: there.notes, now });
  assert.deepEqual([taken.added, [...taken.elsewhere]], [3, [["Zebra", 1]]]);
  assert.equal(there.notes.of({ id: other.id, abstract: "Burrows" }).length, 2);
});

test("annotations of other programs come to the paper of their page, keep all they say, and are known again", async (t) => {
  const there = await opened(t);
  const foreign = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    id: "https://example.org/anno/7",
    type: "Annotation",
    created: "2020-01-02T03:04:05.123456+00:00",
    creator: { type: "Person", name: "Grace" },
    rights: "https://creativecommons.org/publicdomain/zero/1.0/",
    body: { type: "TextualBody", value: "Really?", purpose: "commenting" },
    target: {
      source: "https://arxiv.org/abs/2407.12345v2",
      selector: { type: "TextQuoteSelector", exact: "measured by sonar", prefix: "are ", suffix: "." },
    },
  };
  const text = JSON.stringify([foreign, { type: "Annotation" }, 7]);
  const taken = await there.take(text);
  assert.deepEqual([taken.added, taken.problems.map(({ item }) => item)], [1, [2, 3]]);
  const [note] = there.notes.of(there.wombat);
  assert.deepEqual(
    [note?.quote, note?.comment, note?.author, note?.placement.state, note?.created],
    ["measured by sonar", "Really?", "Grace", "anchored", "2020-01-02T03:04:05.123Z"],
  );
  const [stored] = there.notes.annotations(there.wombat.id);
  assert.deepEqual([stored?.["canonical"], stored?.["rights"]], [foreign.id, foreign.rights]);
  assert.equal((await there.take(text)).known, 1);
});

test("what is no collection is refused with the reason", () => {
  const why = (text: string): string => {
    const read = finished(readNotes(text));
    return read.ok ? "" : read.why;
  };
  assert.match(why("{"), /it is not JSON/u);
  assert.match(why('"x"'), /no collection, page or list/u);
  assert.match(why('{"type":"Collection"}'), /no collection, page or list/u);
  assert.match(why('{"type":"AnnotationCollection","first":"https://x/1"}'), /not in the file/u);
});

const wish = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), comment: fc.string(), tag: fc.string({ minLength: 1 }) }),
  fc.record({ kind: fc.constant("edit" as const), at: fc.nat(), comment: fc.string() }),
  fc.record({ kind: fc.constant("reply" as const), at: fc.nat(), comment: fc.string({ minLength: 1 }) }),
  fc.record({ kind: fc.constant("remove" as const), at: fc.nat() }),
);

test("whatever was noted, a round trip is identical", async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { maxLength: 14 }), async (wishes) => {
      const [here, there] = [await opened(t), await opened(t)];
      const { notes, zebra } = here;
      await notes.open(zebra.id);
      const any = (at: number): AnnotationId | undefined => {
        const standing = notes.annotations(zebra.id).filter((each) => !isDeleted(each));
        return standing.length === 0 ? undefined : standing[at % standing.length]?.id;
      };
      for (const each of wishes) {
        if (each.kind === "add")
          await notes.add({ paper: zebra.id, comment: each.comment, tags: [each.tag] });
        const id = each.kind === "add" ? undefined : any(each.at);
        if (id === undefined) continue;
        if (each.kind === "edit") await notes.edit(zebra.id, id, { comment: each.comment });
        if (each.kind === "reply") await notes.reply(zebra.id, id, each.comment);
        if (each.kind === "remove") await notes.remove(zebra.id, id);
      }
      const text = await here.exported();
      const { elsewhere } = await there.take(text);
      const isOrphaned = elsewhere.size > 0; // answers to what was removed go nowhere
      if (!isOrphaned) assert.equal(await there.exported(), text);
    }),
    { numRuns: 60 },
  );
});
