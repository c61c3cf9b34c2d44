/** When feeds are asked without a command. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isDue, nextTryOf, readFeedState, refreshAtOf, type FeedState } from "../../src/feed/feedState.ts";

/** In the time of this machine, as the setting is. */
const at = (time: string): Date => new Date(`2026-11-25T${time}:00`);
const state = (more: Partial<FeedState> = {}): FeedState => ({ failures: 0, ...more });
const atEight = refreshAtOf("08:00");

test("the setting is off, a time of the day, or the opening of a window; anything else is off", () => {
  assert.deepEqual(refreshAtOf("8:05"), { hour: 8, minute: 5 });
  assert.equal(refreshAtOf("onStart"), "onStart");
  for (const other of ["off", "", "25:00", "08:60", "soon", 8, null, undefined])
    assert.equal(refreshAtOf(other), "off");
});

test("nothing is asked while it is off", () => {
  assert.equal(isDue(state(), "off", at("09:00"), true), false);
});

test("once a day, from the time on, also when that was slept through", () => {
  const before = state({ lastSuccess: at("07:00").toISOString() });
  assert.equal(isDue(before, atEight, at("07:59"), false), false);
  assert.equal(isDue(before, atEight, at("08:00"), false), true);
  assert.equal(isDue(before, atEight, at("23:00"), false), true);
  const after = state({ lastSuccess: at("08:01").toISOString() });
  assert.equal(isDue(after, atEight, at("23:00"), false), false);
  const daysAgo = state({ lastSuccess: "2026-11-20T08:00:00Z" });
  assert.equal(isDue(daysAgo, atEight, at("07:00"), true), true);
});

test("when a window opens, but not with every one", () => {
  const before = state({ lastSuccess: at("07:00").toISOString() });
  assert.equal(isDue(before, "onStart", at("09:00"), true), true);
  assert.equal(isDue(before, "onStart", at("09:00"), false), false);
  assert.equal(isDue(before, "onStart", at("07:30"), true), false);
  assert.equal(isDue(state(), "onStart", at("07:30"), true), true);
});

test("what failed is asked again after longer and longer pauses, of six hours at most", () => {
  const failed = (failures: number): FeedState =>
    state({ failures, lastError: { when: at("08:00").toISOString(), why: "silence" } });
  const minutes = (failures: number): number =>
    ((nextTryOf(failed(failures)) ?? 0) - at("08:00").getTime()) / 60_000;
  assert.deepEqual([1, 2, 3, 9, 5_000].map(minutes), [5, 10, 20, 360, 360]);
  assert.equal(isDue(failed(1), atEight, at("08:04"), false), false);
  assert.equal(isDue(failed(1), atEight, at("08:05"), false), true);
});

test("another window that is asking just now is not joined", () => {
  const asking = state({ lastTry: at("08:00").toISOString() });
  assert.equal(isDue(asking, atEight, at("08:01"), false), false);
  assert.equal(isDue(asking, atEight, at("08:03"), false), true);
});

test("a clock that was put back neither stops the feeds nor asks them without end", () => {
  const ahead = "2027-06-01T00:00:00Z";
  const later = state({ lastTry: ahead, lastSuccess: ahead });
  assert.equal(isDue(later, atEight, at("09:00"), false), true);
  const failed = state({ failures: 3, lastError: { when: ahead, why: "silence" } });
  assert.equal(isDue(failed, atEight, at("09:00"), false), true);
  assert.equal(isDue({ ...failed, lastTry: at("09:00").toISOString() }, atEight, at("09:01"), false), false);
});

test("a state that cannot be read is as if nothing had been asked yet", () => {
  for (const stored of [undefined, "", "{", "[]", '{"failures":-1}', '{"lastTry":7}'])
    assert.deepEqual(readFeedState(stored).failures, 0);
});
