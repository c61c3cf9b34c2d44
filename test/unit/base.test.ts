import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock } from "../../src/base/clock.ts";
import { Disposables } from "../../src/base/disposables.ts";
import { Emitter } from "../../src/base/emitter.ts";
import { mapLimited } from "../../src/base/limited.ts";
import { reasonOf } from "../../src/base/result.ts";
import { isEmptySpan, overlaps, textAt, trimSpan } from "../../src/base/span.ts";

const span = (start: number, end: number) => ({ start, end });

test("what is owned ends newest first, once", () => {
  const ended: number[] = [];
  const own = new Disposables();
  for (const at of [1, 2, 3]) own.add({ dispose: () => void ended.push(at) });
  own.dispose();
  own.dispose();
  assert.deepEqual(ended, [3, 2, 1]);
  assert.equal(own.disposed, true);
});

test("all of it ends even when some of it fails, and the failures are told together", () => {
  const ended: string[] = [];
  const own = new Disposables();
  own.add({ dispose: () => void ended.push("first") });
  for (const why of ["one", "two"])
    own.add({
      dispose: () => {
        throw new Error(why);
      },
    });
  own.add({ dispose: () => void ended.push("last") });
  assert.throws(
    () => own.dispose(),
    (thrown) => thrown instanceof AggregateError && thrown.errors.length === 2,
  );
  assert.deepEqual(ended, ["last", "first"]);
});

test("what is added after the end, or while it ends, ends at once", () => {
  const ended: string[] = [];
  const own = new Disposables();
  own.add({ dispose: () => void own.add({ dispose: () => void ended.push("while") }) });
  own.dispose();
  own.add({ dispose: () => void ended.push("after") });
  assert.deepEqual(ended, ["while", "after"]);
});

test("every listener hears of an event, in order, also when one of them fails", () => {
  const heard: string[] = [];
  const failures: unknown[] = [];
  const emitter = new Emitter<string>((failure) => void failures.push(failure));
  emitter.event((what) => void heard.push(`a ${what}`));
  emitter.event(() => {
    throw new Error("broken");
  });
  emitter.event((what) => void heard.push(`b ${what}`));
  emitter.fire("x");
  assert.deepEqual(heard, ["a x", "b x"]);
  assert.deepEqual(failures.map(reasonOf), ["broken"]);
});

test("a listener may subscribe twice, leave, and come and go while an event is told", () => {
  const heard: string[] = [];
  const emitter = new Emitter<string>(assert.ifError);
  const listen = (what: string): void => void heard.push(what);
  const once = emitter.event(listen);
  emitter.event(listen);
  emitter.fire("a");
  once.dispose();
  once.dispose();
  emitter.fire("b");
  assert.deepEqual(heard.splice(0), ["a", "a", "b"]);
  const leaving = emitter.event(() => leaving.dispose());
  emitter.event(() => void emitter.event((what) => void heard.push(`late ${what}`)));
  emitter.fire("c");
  assert.deepEqual(heard.splice(0), ["c"]);
  emitter.dispose();
  emitter.fire("d");
  assert.deepEqual(heard, []);
});

test("limited work keeps its order and its limit, and a failure rejects", async () => {
  let [running, most] = [0, 0];
  const work = async (item: number): Promise<number> => {
    most = Math.max(most, ++running);
    for (let turns = (item * 7) % 5; turns > 0; turns--) await Promise.resolve();
    running--;
    if (item === 99) throw new Error("ninety-nine");
    return item * 2;
  };
  const items = Array.from({ length: 50 }, (_, at) => at);
  assert.deepEqual(
    await mapLimited(items, 4, work),
    items.map((item) => item * 2),
  );
  assert.equal(most, 4);
  assert.deepEqual(await mapLimited([], 4, work), []);
  await assert.rejects(mapLimited([1, 99, 2], 2, work), /ninety-nine/u);
});

test("spans are half open", () => {
  assert.equal(textAt("abcdef", span(1, 3)), "bc");
  assert.deepEqual(
    [isEmptySpan(span(2, 2)), isEmptySpan(span(3, 2)), isEmptySpan(span(2, 3))],
    [true, true, false],
  );
  assert.deepEqual([overlaps(span(0, 2), span(2, 4)), overlaps(span(0, 3), span(2, 4))], [false, true]);
});

test("trimming a span leaves its words, and nothing of white space alone", () => {
  const text = "  one two\t\n ";
  assert.equal(textAt(text, trimSpan(text, span(0, text.length))), "one two");
  assert.deepEqual(trimSpan(text, span(2, 5)), span(2, 5));
  assert.equal(isEmptySpan(trimSpan(text, span(9, text.length))), true);
  assert.equal(isEmptySpan(trimSpan("", span(0, 0))), true);
});

test("a reason is told of anything thrown", () => {
  assert.deepEqual(
    [reasonOf(new Error("why")), reasonOf("text"), reasonOf(undefined)],
    ["why", "text", "undefined"],
  );
});

test("the clock tells the time in UTC with milliseconds", () => {
  assert.match(systemClock.now(), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u);
  assert.ok(Math.abs(Date.parse(systemClock.now()) - Date.now()) < 5_000);
});
