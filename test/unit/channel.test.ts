import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import * as v from "valibot";
import {
  openChannel,
  type Channel,
  type Contract,
  type Handlers,
  type Wire,
} from "../../src/protocol/channel.ts";
import { pipe } from "../fakes/pipe.ts";
import { settled } from "../fakes/settled.ts";

const nothing = v.pipe(
  v.nullish(v.undefined()),
  v.transform(() => undefined),
);
const hostCalls = {
  double: { ask: v.number(), answer: v.number() },
  greet: { ask: v.object({ name: v.pipe(v.string(), v.minLength(1)) }), answer: v.string() },
  forget: { ask: nothing, answer: nothing },
  find: { ask: v.string(), answer: v.optional(v.string()) },
  weigh: { ask: v.string(), answer: v.number() },
  letters: { ask: v.number(), answer: v.string() },
} as const satisfies Contract;
const pageCalls = { tell: { ask: v.string(), answer: nothing } } as const satisfies Contract;

const handlers: Handlers<typeof hostCalls> = {
  double: (number) => number * 2,
  greet: async ({ name }) => {
    await Promise.resolve();
    return `Hello, ${name}`;
  },
  forget: () => undefined,
  find: (name) => (name === "there" ? "found" : undefined),
  weigh: () => {
    throw new Error("The scale is broken");
  },
  letters: (count) => "x".repeat(count),
};

interface Ends {
  readonly page: Channel<typeof hostCalls>;
  readonly host: Channel<typeof pageCalls>;
  /** The page's own wire, to post what a channel would not. */
  readonly wire: Wire;
  readonly refusedByHost: string[];
  readonly told: string[];
}

function connected(t: TestContext, overrides: Partial<Handlers<typeof hostCalls>> = {}): Ends {
  const [pageWire, hostWire] = pipe();
  const refusedByHost: string[] = [];
  const told: string[] = [];
  const host = openChannel(hostWire, hostCalls, { ...handlers, ...overrides }, pageCalls, (why) =>
    refusedByHost.push(why),
  );
  const page = openChannel(
    pageWire,
    pageCalls,
    { tell: (words) => void told.push(words) },
    hostCalls,
    () => undefined,
  );
  t.after(() => {
    page.close();
    host.close();
  });
  return { page, host, wire: pageWire, refusedByHost, told };
}

test("what is asked is answered, in both directions, at once or later", async (t) => {
  const { page, host, told } = connected(t);
  assert.equal(await page.ask("double", 21), 42);
  assert.equal(await page.ask("greet", { name: "Ann" }), "Hello, Ann");
  await host.ask("tell", "news");
  assert.deepEqual(told, ["news"]);
});

test("a call that says nothing and one that finds nothing are answered with undefined", async (t) => {
  const { page } = connected(t);
  assert.equal(await page.ask("forget", undefined), undefined);
  assert.equal(await page.ask("find", "nowhere"), undefined);
  assert.equal(await page.ask("find", "there"), "found");
});

test("many questions at once each get their own answer", async (t) => {
  const { page } = connected(t);
  const numbers = Array.from({ length: 200 }, (_, at) => at);
  assert.deepEqual(
    await Promise.all(numbers.map((number) => page.ask("double", number))),
    numbers.map((number) => number * 2),
  );
});

test("a failing handler rejects the asker with its reason instead of leaving it waiting", async (t) => {
  const { page } = connected(t);
  await assert.rejects(page.ask("weigh", "x"), (thrown) => {
    assert.ok(thrown instanceof Error);
    return /The scale is broken/u.test(thrown.message);
  });
  assert.equal(await page.ask("double", 1), 2);
});

test("what does not fit the contract is refused before the handler sees it, and said", async (t) => {
  let called = 0;
  const { page, refusedByHost } = connected(t, { double: (number) => (called++, number) });
  for (const wrong of ["21", null, undefined, {}, NaN, [21]])
    await assert.rejects(page.ask("double", wrong as number), /does not take/u);
  await assert.rejects(page.ask("greet", { name: "" }), /does not take/u);
  assert.equal(called, 0);
  assert.equal(refusedByHost.length, 7);
});

test("an answer that does not fit the contract rejects", async (t) => {
  const { page } = connected(t, { double: (() => "much") as unknown as () => number });
  await assert.rejects(page.ask("double", 1));
});

for (const call of [
  "constructor",
  "__proto__",
  "toString",
  "hasOwnProperty",
  "then",
  "$close",
  "unknown",
  "",
])
  test(`a call named "${call}" is no call: it rejects and runs nothing`, async (t) => {
    const { page, wire } = connected(t);
    await assert.rejects(page.ask(call as "double", 1), Error);
    wire.post(JSON.stringify({ t: "q", m: call, a: [1], i: "raw" }));
    await settled();
    assert.equal(await page.ask("double", 1), 2);
  });

test("an unknown call that comes over the wire is answered with an error, as text", async (t) => {
  const { wire } = connected(t);
  const answers: unknown[] = [];
  wire.listen((message) => void answers.push(JSON.parse(String(message))));
  wire.post(JSON.stringify({ t: "q", m: "constructor", a: [], i: "raw" }));
  await settled();
  assert.equal(answers.length, 1);
  const [{ i, e }] = answers as [{ i: string; e: unknown }];
  assert.equal(i, "raw");
  assert.match(String(e), /not found/u);
});

const strange: readonly (readonly [what: string, message: unknown])[] = [
  ["no text", { t: "q", m: "double", a: [1], i: "x" }],
  ["nothing", undefined],
  ["no JSON", "{"],
  ["JSON of another kind", "[1,2]"],
  ["null", "null"],
  ["another protocol", '{"jsonrpc":"2.0","method":"double"}'],
  ["arguments that are no list", '{"t":"q","m":"double","a":{"length":1},"i":"x"}'],
  ["a name that is no text", '{"t":"q","m":5,"a":[],"i":"x"}'],
  ["an answer without an id", '{"t":"s","r":1}'],
  ["too much", JSON.stringify({ t: "q", m: "find", a: ["x".repeat(5_000_000)], i: "x" })],
  ["deep nesting", `{"t":"q","m":"double","a":${"[".repeat(50_000)}`],
];
for (const [what, message] of strange)
  test(`a message that is ${what} is refused, said, and disturbs nothing`, async (t) => {
    const { page, wire, refusedByHost } = connected(t);
    wire.post(message as string);
    await settled();
    assert.equal(refusedByHost.length, 1);
    assert.equal(await page.ask("double", 1), 2);
  });

test("answers that nobody waits for are ignored, whatever they claim", async (t) => {
  const { page, host, wire } = connected(t);
  for (const message of [
    { t: "s", i: "unknown", r: { ok: true, value: 1 } },
    { t: "s", i: "__proto__", e: "x" },
    { t: "q", m: "double", a: [] },
  ])
    wire.post(JSON.stringify(message));
  await settled();
  assert.equal(await page.ask("double", 1), 2);
  await host.ask("tell", "still here");
});

test("a question or an answer that is too large rejects at once, and the channel goes on", async (t) => {
  const { page } = connected(t);
  await assert.rejects(page.ask("find", "x".repeat(5_000_000)), /too large/u);
  await assert.rejects(page.ask("letters", 5_000_000), /too large/u);
  assert.equal((await page.ask("letters", 1_000_000)).length, 1_000_000);
});

test("an answer that cannot be sent rejects the asker", async (t) => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  for (const answer of [circle, 1n]) {
    const { page } = connected(t, { double: (() => answer) as unknown as () => number });
    await assert.rejects(page.ask("double", 1));
  }
});

test("a wire that is broken rejects the asker with its reason", async () => {
  const broken: Wire = {
    post: () => {
      throw new Error("Webview is disposed");
    },
    listen: () => () => undefined,
  };
  const page = openChannel(broken, {}, {}, hostCalls, () => undefined);
  await assert.rejects(page.ask("double", 1), /Webview is disposed/u);
  page.close();
});

test("a wire that breaks while a question is worked on loses its answer and nothing else", async (t) => {
  const [pageWire, hostWire] = pipe();
  let isBroken = false;
  const breaking: Wire = {
    post: (message) => {
      if (isBroken) throw new Error("Webview is disposed");
      hostWire.post(message);
    },
    listen: (receive) => hostWire.listen(receive),
  };
  const refused: string[] = [];
  const host = openChannel(breaking, hostCalls, handlers, {}, (why) => void refused.push(why));
  const page = openChannel(pageWire, {}, {}, hostCalls, () => undefined);
  isBroken = true;
  const waiting = page.ask("double", 1);
  await settled();
  assert.ok(refused.length > 0 && refused.every((why) => why.includes("Webview is disposed")));
  page.close();
  await assert.rejects(waiting, /closed/u);
  isBroken = false;
  t.after(() => host.close());
});

test("closing rejects whoever waits and whoever asks later, on both ends, and may happen twice", async (t) => {
  const { page, host } = connected(t, { double: () => new Promise<number>(() => undefined) });
  const waiting = [page.ask("double", 1), page.ask("double", 2)];
  page.close();
  page.close();
  for (const each of waiting) await assert.rejects(each, /closed/u);
  await assert.rejects(page.ask("greet", { name: "Ann" }), /closed/u);
  host.close();
  await assert.rejects(host.ask("tell", "x"), /closed/u);
});

test("after closing nothing that arrives is handled", async (t) => {
  const { page, host, told, refusedByHost, wire } = connected(t);
  host.close();
  wire.post(JSON.stringify({ t: "q", m: "double", a: ["wrong"], i: "x" }));
  wire.post("{");
  await settled();
  assert.deepEqual([refusedByHost, told], [[], []]);
  page.close();
});
