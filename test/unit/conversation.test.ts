/** A talk with the library, with models that say what a script tells them to. */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { agentTools } from "../../src/agents/agentTools.ts";
import {
  converse,
  type Message,
  type Model,
  type Shown,
  type ToolCall,
} from "../../src/agents/conversation.ts";
import { quotesIn } from "../../src/agents/quotesIn.ts";
import type { Desk } from "../../src/agents/tool.ts";
import { PaperTexts } from "../../src/library/paperTexts.ts";
import { LibrarySearch } from "../../src/librarySearch/librarySearch.ts";
import { remoteIndex } from "../../src/search/indexProtocol.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { WorkerLine } from "../fakes/workerLine.ts";
import { Workspace } from "../fakes/workspace.ts";

type Line = string | ToolCall;

async function talkOf(t: TestContext) {
  const { library, notes, clock, log } = new Workspace(t, new MemoryFiles());
  const texts = new PaperTexts(library, log);
  await library.add([
    {
      title: "Wombat Networks",
      abstract:
        "Burrows are measured by sonar. The error of the sonar is half a metre. Depth grows with age.",
      source: { kind: "test" },
    },
  ]);
  const search = new LibrarySearch({
    ...{ library, notes, texts, clock, log },
    startIndex: () => remoteIndex(new WorkerLine()),
  });
  t.after(() => search.dispose());
  const desk: Desk = {
    ...{ library, notes, texts, search, proposals: notes },
    linkTo: ({ id }, { words }) => `open:${id}#${words.slice(0, 12)}`,
  };
  const given: (readonly Message[])[] = [];
  const offered: number[] = [];
  const off = new AbortController();
  /** @param rounds what the model says in each */
  const talk = async (
    question: string,
    rounds: readonly (readonly Line[])[],
    earlier: readonly Message[] = [],
  ): Promise<readonly Shown[]> => {
    let round = 0;
    const model: Model = async function* (messages, tools) {
      given.push([...messages]);
      offered.push(tools.length);
      await Promise.resolve();
      yield* rounds[Math.min(round++, rounds.length - 1)] ?? [];
    };
    const shown: Shown[] = [];
    for await (const each of converse({
      question,
      earlier,
      desk,
      tools: agentTools,
      model,
      signal: off.signal,
    }))
      shown.push(each);
    return shown;
  };
  return { talk, given, offered, off };
}

const call = (name: string, input: object, id = name): ToolCall => ({
  id,
  name: `marginalia_${name}`,
  input,
});
const kinds = (shown: readonly Shown[]): readonly string[] => shown.map(({ kind }) => kind);

test("a model is given evidence before it says a word, and what it quotes is linked below the answer", async (t) => {
  const { talk, given } = await talkOf(t);
  const shown = await talk("How large is the error of the sonar?", [
    ["It is small: ", "“The error of the sonar is half a metre.”"],
  ]);
  assert.deepEqual(kinds(shown), ["doing", "text", "text", "passages"]);
  const last = shown.at(-1);
  assert.ok(last?.kind === "passages");
  assert.deepEqual(
    last.passages.map(({ title, quote }) => [title, quote]),
    [["Wombat Networks", "The error of the sonar is half a metre"]],
  );
  const [first, question] = given[0] ?? [];
  assert.ok(first?.by === "user" && question?.by === "user");
  assert.match(first.text, /from nothing else/u);
  assert.match(question.text, /The error of the sonar is half a metre/u);
});

test("a model that calls tools is answered, until it has said what it has to say", async (t) => {
  const { talk, given } = await talkOf(t);
  const shown = await talk("What of wombats?", [
    [call("searchPapers", { query: "wombat" })],
    ["I look. ", call("readPaper", { paper: "Wombat Networks" }), call("nothing", {})],
    ["“Depth grows with age”, it says there."],
  ]);
  assert.deepEqual(
    shown.flatMap((each) => (each.kind === "text" ? [each.text] : [])),
    ["I look. ", "“Depth grows with age”, it says there."],
  );
  const answers = given.at(-1)?.filter((message) => message.by === "tools") ?? [];
  assert.deepEqual(
    answers.map((message) => message.answers.length),
    [1, 2],
  );
  const [, second] = answers;
  assert.match(second?.answers[0]?.text ?? "", /"abstract"/u);
  assert.equal(second?.answers[1]?.text, 'There is no tool "marginalia_nothing"');
});

test("what is quoted and stands nowhere is named; what the user said may be quoted", async (t) => {
  const { talk } = await talkOf(t);
  const shown = await talk("Does the sonar show that wombats dig only on full moon nights?", [
    [
      "You ask whether “wombats dig only on full moon nights”. The paper says “burrows were never measured by anyone at all”, ",
      "and “burrows are measured by sonar”.\n\n> Depth shrinks with every passing year\n> of a life.\n",
    ],
  ]);
  const last = shown.at(-1);
  assert.ok(last?.kind === "unfounded");
  assert.deepEqual(last.quotes, [
    "Depth shrinks with every passing year\nof a life",
    "burrows were never measured by anyone at all",
  ]);
});

test("where the library has nothing, that is said, whatever the model says", async (t) => {
  const { talk } = await talkOf(t);
  const shown = await talk("quantum chromodynamics?", [["It is the theory of quarks and gluons."]]);
  assert.deepEqual(kinds(shown), ["doing", "text", "unanswered"]);
});

test("a tool that fails tells the model why, and the talk goes on", async (t) => {
  const { talk, given } = await talkOf(t);
  const shown = await talk("sonar", [
    [call("readPaper", { paper: "No such paper" })],
    ["I could not read it."],
  ]);
  assert.equal(shown.filter(({ kind }) => kind === "text").length, 1);
  const answered = given.at(-1)?.at(-1);
  assert.ok(answered?.by === "tools");
  assert.match(answered.answers[0]?.text ?? "", /"No such paper" is no paper of the library/u);
});

test("a model that never stops calling has no tools in the end, and must answer", async (t) => {
  const { talk, offered } = await talkOf(t);
  await talk("sonar", [[call("searchPapers", { query: "sonar" })]]);
  assert.equal(offered.length, 8);
  assert.deepEqual([offered[0], offered.at(-1)], [agentTools.length, 0]);
});

test("earlier turns are told again, and their words may be quoted", async (t) => {
  const { talk, given } = await talkOf(t);
  const earlier: readonly Message[] = [
    { by: "user", text: "What is measured?" },
    { by: "model", text: "Burrows, by means of a sonar that is towed.", calls: [] },
  ];
  const shown = await talk(
    "And the error of the sonar?",
    [["As I said, “by means of a sonar that is towed”."]],
    earlier,
  );
  assert.deepEqual(given[0]?.slice(1, 3), earlier);
  assert.ok(!kinds(shown).includes("unfounded"));
});

test("a question without words, and one that is too long, are asked all the same", async (t) => {
  const { talk } = await talkOf(t);
  assert.deepEqual(kinds(await talk("?!", [["What do you mean?"]])), ["doing", "text", "unanswered"]);
  assert.ok(kinds(await talk("sonar ".repeat(2_000), [["Well."]])).includes("text"));
});

test("a talk that was called off ends", async (t) => {
  const { talk, off } = await talkOf(t);
  off.abort();
  await assert.rejects(talk("sonar", [["never said"]]), { name: "AbortError" });
});

test("quotes are found in marks and blocks; names, and what is left out, are none", () => {
  assert.deepEqual(quotesIn('He calls it "Adam" and “a method for stochastic optimisation of all kinds”.'), [
    "a method for stochastic optimisation of all kinds",
  ]);
  assert.deepEqual(quotesIn("“one two three four five … six seven eight nine ten”"), [
    "one two three four five",
    "six seven eight nine ten",
  ]);
  assert.deepEqual(quotesIn("> **one two** three four five — [A paper, p. 3](vscode://x)\n\nand so on"), [
    "one two three four five",
  ]);
  assert.deepEqual(quotesIn("«  un deux trois quatre cinq  »"), ["un deux trois quatre cinq"]);
});
