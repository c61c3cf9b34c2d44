/** The page of Today in Chromium, under the policy that is shipped, with the real answers behind it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { grievances } from "./grievances.ts";
import { eventually, openToday } from "./harness.ts";
import { themes } from "./samples.ts";
import { days, library, oneDay } from "./todaySamples.ts";

const full = { days, papers: library };
const ids = (page: Page): Promise<readonly string[]> =>
  page.locator(".paper").evaluateAll((all) => all.map(({ id }) => id.replace("paper-", "")));
const inFront = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.id.replace("paper-", "") ?? "");
const notice = async (page: Page): Promise<string> =>
  ((await page.locator(".notice span").textContent()) ?? "").trim();
const idOf = (at: number): string => `arxiv-2607.${10_000 + at}`;
const count = async (page: Page, name: string): Promise<number> =>
  Number(
    /\d+/u.exec(
      (await page.getByRole("button", { name: new RegExp(`^${name} `, "u") }).textContent()) ?? "",
    )?.[0],
  );

test("the newest day is there, the paper that is nearest to a starred one first, with the reason", async () => {
  await using view = await openToday(full);
  const { page } = view;
  assert.equal((await ids(page)).length, 12);
  assert.match((await page.locator(".day-name").textContent()) ?? "", /July 31|31 July/u);
  assert.match(
    (await page.locator(".paper").first().locator(".reason").textContent()) ?? "",
    /like .*, which you starred/u,
  );
  assert.equal(await inFront(page), (await ids(page))[0], "the keyboard is in the list");
  assert.deepEqual(await view.incidents(), []);
});

test("j and k move, and what was left behind has been seen, here and on disk", async () => {
  await using view = await openToday(full);
  const { page } = view;
  const [first, second, third] = await ids(page);
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowDown");
  assert.equal(await inFront(page), third);
  await page.keyboard.press("k");
  assert.equal(await inFront(page), second);
  await eventually(() => view.asked("mark"), [{ papers: [first, second], did: "seen" }]);
  assert.equal((await ids(page)).length, 12, "they stay until the reader leaves the day");
  await page.reload();
  await page.locator(".paper").first().waitFor();
});

test("x skips, and what comes next is in front; u brings it back", async () => {
  await using view = await openToday(full);
  const { page } = view;
  const [first, second] = await ids(page);
  await page.keyboard.press("x");
  await eventually(() => inFront(page), second);
  assert.match(await notice(page), /^Skipped “/u);
  assert.equal((await ids(page)).includes(first ?? ""), false);
  assert.equal(await count(page, "Skipped"), 1);
  await page.keyboard.press("u");
  await eventually(() => inFront(page), first);
  assert.equal(await count(page, "Skipped"), 0);
  await eventually(
    () => view.asked("mark"),
    [
      { papers: [first], did: "skipped" },
      { papers: [first], did: "back" },
    ],
  );
});

test("s saves to the library, u takes back just that, and a paper that was there before is left alone", async () => {
  await using view = await openToday(full);
  const { page } = view;
  const papers = (): Promise<number> =>
    page.evaluate(async () => (await window.todayHost.library.papers()).length);
  await page.keyboard.press("s");
  await eventually(papers, 2);
  assert.equal(await count(page, "Saved"), 1);
  await page.locator(".paper.saved").waitFor();
  await page.keyboard.press("s");
  assert.match(await notice(page), /is in the library/u);
  await page.keyboard.press("u");
  await eventually(papers, 1);
  await eventually(() => count(page, "Saved"), 0);
});

test("e shows the whole abstract with its mathematics, keywords and links; a link opens by the host", async () => {
  await using view = await openToday(full);
  const { page } = view;
  await page.keyboard.press("e");
  const paper = page.locator(".paper").first();
  await paper.locator(".abstract.whole").waitFor();
  assert.deepEqual(await paper.locator(".keyword").allTextContents(), ["sparse attention", "long context"]);
  await paper.getByRole("button", { name: "Code" }).click();
  await eventually(
    () => page.evaluate(() => window.todayHost.opened),
    ["https://github.com/looms/attention"],
  );
  await page.keyboard.press("e");
  await paper.locator(".abstract:not(.whole)").waitFor();
});

test("o opens the paper, which is added first; with Shift to the side", async () => {
  await using view = await openToday(full);
  const { page } = view;
  const [first, second] = await ids(page);
  await page.keyboard.press("o");
  await eventually(
    () => page.evaluate(() => window.todayHost.ran),
    [["marginalia.papers.open", first, { preview: false }]],
  );
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+O");
  await eventually(
    async () => (await page.evaluate(() => window.todayHost.ran)).at(-1),
    ["marginalia.papers.openToSide", second, { preview: false }],
  );
});

test("[ and ] go from day to day, and the way on ends at the newest", async () => {
  await using view = await openToday(full);
  const { page } = view;
  await page.keyboard.press("[");
  await eventually(async () => (await ids(page)).length, 8);
  await page.keyboard.press("]");
  await eventually(async () => (await ids(page)).length, 12);
  await page.keyboard.press("]");
  assert.equal(await page.getByRole("button", { name: "Newer day" }).isDisabled(), true);
});

test("1, 2 and 3 order the day; the order comes back with the page", async () => {
  await using view = await openToday(full);
  const { page } = view;
  await page.keyboard.press("2");
  const byVotes = [...oneDay]
    .sort((a, b) => (b.votes ?? 0) - (a.votes ?? 0))
    .map(({ rank }) => idOf((rank ?? 0) - 1));
  await eventually(() => ids(page), byVotes);
  await page.keyboard.press("3");
  await eventually(
    () => ids(page),
    oneDay.map((_, at) => idOf(at)),
  );
  await page.reload();
  await page.locator(".paper").first().waitFor();
  await eventually(
    () => ids(page),
    oneDay.map((_, at) => idOf(at)),
  );
});

test("when all was seen, the list of the new says so and what can be done", async () => {
  await using view = await openToday(full);
  const { page } = view;
  await page.keyboard.press("Shift+A");
  await page.keyboard.press("n");
  await page.getByText("You have been through all papers of this day.").waitFor();
  await page.getByRole("button", { name: "Show All 12" }).click();
  await eventually(async () => (await ids(page)).length, 12);
  await eventually(() => page.evaluate(() => window.todayHost.seen.of("arxiv-2607.10000" as never)), "seen");
});

test("a day that was not fetched offers to fetch it, and shows what came", async () => {
  const answer = JSON.stringify([
    { paper: { id: "2607.29001", title: "A paper of that day", summary: "About it." } },
  ]);
  await using view = await openToday({ ...full, answer });
  const { page } = view;
  await page.getByLabel("Go to a day").fill("2026-07-29");
  await page.getByRole("button", { name: "Fetch Daily Papers of This Day" }).click();
  await eventually(() => ids(page), ["arxiv-2607.29001"]);
  assert.match(await notice(page), /1 paper fetched/u);
});

test("without a network the failure is told, and the day stays", async () => {
  await using view = await openToday(full);
  const { page } = view;
  await page.getByLabel("Go to a day").fill("2026-07-29");
  await page.getByRole("button", { name: "Fetch Daily Papers of This Day" }).click();
  await page.getByRole("alert").getByText("huggingface.co cannot be reached").waitFor();
});

test("nobody who has subscribed to nothing is left before an empty page", async () => {
  await using view = await openToday({ isSubscribed: false });
  const { page } = view;
  await page.getByRole("button", { name: "Subscribe…" }).click();
  await page.getByRole("button", { name: "Import Papers…" }).click();
  await eventually(
    () => page.evaluate(() => window.todayHost.ran),
    [["marginalia.feeds.subscribe"], ["marginalia.papers.import"]],
  );
});

test("a feed that failed is named above what was fetched before", async () => {
  const state = JSON.stringify({
    failures: 2,
    lastError: { when: "2026-07-31T08:00:00.000Z", why: "huggingface.co does not answer" },
  });
  await using view = await openToday({ ...full, state });
  const { page } = view;
  await page
    .getByText("Daily Papers: huggingface.co does not answer. What was fetched before is shown.")
    .waitFor();
  await page.getByRole("button", { name: "Show Sources" }).click();
  await eventually(() => page.evaluate(() => window.todayHost.ran), [["marginalia.sources.focus"]]);
});

test("hostile titles, people and keywords are shown as text", async () => {
  const evil = '<img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a>';
  const [one] = oneDay;
  assert.ok(one !== undefined);
  await using view = await openToday({
    days: {
      "2026-07-31": [
        {
          ...one,
          submitter: evil,
          organisation: evil,
          keywords: [evil],
          draft: {
            ...one.draft,
            title: evil,
            abstract: evil,
            authors: [evil],
            resources: [{ kind: "code", url: "javascript:alert(1)" }],
          },
        },
      ],
    },
  });
  const { page } = view;
  await page.keyboard.press("e");
  assert.equal(await page.locator(".paper img, .paper a").count(), 0);
  assert.match((await page.locator(".title").textContent()) ?? "", /<img src=x/u);
  assert.deepEqual(await view.incidents(), []);
});

test("what changes elsewhere is shown, and the reader stays where they are", async () => {
  await using view = await openToday(full);
  const { page } = view;
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const before = await inFront(page);
  await page.evaluate(() => window.todayHost.seen.mark(["arxiv-2607.10003" as never], "skipped"));
  await page.evaluate(() => window.todayHost.tell("changed", undefined));
  await eventually(() => count(page, "Skipped"), 1);
  assert.equal(await inFront(page), before);
});

for (const [name, theme] of Object.entries(themes))
  test(`nobody is shut out of the page in the theme ${name}`, async () => {
    await using view = await openToday({ ...full, theme });
    const { page } = view;
    await page.keyboard.press("e");
    await page.keyboard.press("j");
    await page.keyboard.press("s");
    await page.keyboard.press("?");
    await page.locator(".keys").waitFor();
    assert.deepEqual(await grievances(page, "all"), []);
  });
