/** The page of the Search view in Chromium, under the policy that is shipped, with the real index behind it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { paperId } from "../../src/domain/paperId.ts";
import { grievances } from "./grievances.ts";
import { eventually, openSearch } from "./harness.ts";
import { library } from "./searchSamples.ts";
import { themes } from "./samples.ts";

const titles = (page: Page): Promise<readonly string[]> =>
  page
    .locator(".row-title")
    .evaluateAll((rows) => rows.map((row) => row.textContent?.replace("★ Starred. ", "") ?? ""));
const summary = async (page: Page): Promise<string> =>
  (await page.locator(".summary").textContent())?.trim() ?? "";
const query = (page: Page): Promise<string> => page.locator("#query").inputValue();
const inFront = async (page: Page): Promise<string> =>
  (await page.locator(".row[aria-selected=true] .row-title").textContent()) ?? "";
const settled = (page: Page): Promise<void> => page.locator("[aria-busy=false]").waitFor();

async function search(page: Page, text: string): Promise<void> {
  await page.locator("#query").fill(text);
  await page.locator(".summary", { hasText: /result|No results/u }).waitFor();
  await settled(page);
}

test("nothing is asked before someone turns to the view; then the newest papers are there", async () => {
  await using view = await openSearch({ papers: library });
  const { page } = view;
  assert.deepEqual(await view.asked("search"), []);
  await page.getByRole("button", { name: "is:starred" }).waitFor();
  await page.locator("#query").focus();
  await page.getByText("57 papers, the newest first").waitFor();
  assert.equal((await titles(page)).length, 50);
  await page.getByRole("button", { name: "Show more" }).click();
  await eventually(async () => (await titles(page)).length, 57);
  assert.deepEqual(await view.incidents(), []);
});

test("an answer says how many it has, what was found in each, and what was taken for what", async () => {
  await using view = await openSearch({ papers: library });
  const { page } = view;
  await search(page, "sparse retreival");
  await page.getByText(/^\d+ results in \d+ ms/u).waitFor();
  assert.match(await summary(page), /Searched for “retrieval” instead of “retreival”/u);
  const found = await page.locator(".row").first().locator("mark").allTextContents();
  assert.ok(found.some((word) => /^retriev/iu.test(word)) && found.some((word) => /^sparse$/iu.test(word)));
  await search(page, "author:hopper");
  assert.match((await page.locator(".row").first().textContent()) ?? "", /Grace Hopper/u);
});

test("arrows, j and k go through the rows, Enter opens, with Ctrl to the side, Space previews, Escape goes back", async () => {
  await using view = await openSearch({ papers: library });
  const { page } = view;
  await search(page, "sparse attention ");
  const [first = "", second = "", third = ""] = await titles(page);
  await page.keyboard.press("ArrowDown");
  assert.equal(await inFront(page), first);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("j");
  assert.equal(await inFront(page), third);
  await page.keyboard.press("k");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Enter");
  const idOf = (title: string): string => library.find((paper) => paper.title === title)?.id ?? "";
  const id = idOf(second);
  const how = { toSide: false, preview: false };
  await eventually(
    () => view.asked("openPaper"),
    [
      { id, ...how, preview: true },
      { id, ...how },
      { id, ...how, toSide: true },
    ],
  );
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "query");
  await page.keyboard.type("j");
  assert.equal(await query(page), "sparse attention j", "in the box a letter is a letter");
});

test("Enter in the box opens the row in front", async () => {
  await using view = await openSearch({ papers: library });
  const { page } = view;
  await search(page, "Mistral-SPLADE ");
  await page.keyboard.press("Enter");
  const id = library.find(({ title }) => title.startsWith("Mistral-SPLADE"))?.id;
  await eventually(() => view.asked("openPaper"), [{ id, toSide: false, preview: false }]);
});

test("fields and their values are completed while one types, by keyboard and by mouse", async () => {
  await using view = await openSearch({ papers: library });
  const { page } = view;
  const box = page.locator("#query");
  await box.focus();
  await page.keyboard.type("sparse au");
  await page.locator(".offer", { hasText: /author:/u }).waitFor();
  assert.equal(await box.getAttribute("aria-expanded"), "true");
  await page.keyboard.press("ArrowDown");
  const active = await box.getAttribute("aria-activedescendant");
  assert.equal(await page.locator(`#${active}`).getAttribute("aria-selected"), "true");
  await page.keyboard.press("Enter");
  assert.equal(await query(page), "sparse author:");
  await page.keyboard.type("lo");
  await page.locator(".offer", { hasText: /Ada Lovelace/u }).click();
  assert.equal(await query(page), 'sparse author:"Ada Lovelace" ');
  await settled(page);
  for (const byline of await page.locator(".row-byline").allTextContents())
    assert.match(byline, /Lovelace|et al/u);
  await page.keyboard.type("is:st");
  await page.locator(".offer", { hasText: /starred/u }).waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".offers:not([hidden])").count(), 0);
});

test("a completion in the middle leaves what stands behind it", async () => {
  await using view = await openSearch({ papers: library });
  const { page } = view;
  await page.locator("#query").fill("is: sparse");
  await page.locator("#query").evaluate((box: HTMLInputElement) => box.setSelectionRange(3, 3));
  await page.keyboard.type("r");
  await page.locator(".offer").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  assert.equal(await query(page), "is:reading sparse");
});

test("what cannot be understood is named in place, and leads to where it stands", async () => {
  await using view = await openSearch({ papers: library });
  const { page } = view;
  await search(page, "sparse year:20x is:odd ");
  const problems = page.locator(".problems li");
  await problems.first().waitFor();
  assert.deepEqual(
    (await problems.allTextContents()).map((text) => text.replace(/\s+/gu, " ").trim()),
    [
      "year:20x: A year is written as 2024, 2023..2025, 2023.. or ..2025. It is left out.",
      "is:odd: “is:” takes unread, reading, read, starred, inbox, toread, queued, skipped, archived. It is left out.",
    ],
  );
  assert.equal(await page.locator("#query").getAttribute("aria-invalid"), "true");
  await page.getByRole("button", { name: "is:odd" }).click();
  const selected = await page
    .locator("#query")
    .evaluate((box: HTMLInputElement) => box.value.slice(box.selectionStart ?? 0, box.selectionEnd ?? 0));
  assert.equal(selected, "is:odd");
});

test("facets count the whole answer; pressed, they narrow it down, and pressed again they do not", async () => {
  await using view = await openSearch({ papers: library });
  const { page } = view;
  await search(page, "sparse ");
  const all = await summary(page);
  await page.getByRole("button", { name: "Year", exact: true }).click();
  const year = page.locator(".facet-value", { hasText: "2024" });
  const count = Number(await year.locator(".facet-count").textContent());
  await year.click();
  assert.equal(await query(page), "sparse year:2024 ");
  await page.getByText(new RegExp(`^${count} results? in`, "u")).waitFor();
  assert.equal(await year.getAttribute("aria-pressed"), "true");
  assert.equal(await page.getByRole("button", { name: /Year 1 chosen/u }).count(), 1);
  await page.keyboard.press("Enter");
  assert.equal(await query(page), "sparse");
  await eventually(async () => (await summary(page)).split(" ")[0], all.split(" ")[0]);
});

test("facets are reached by the keyboard alone, and name collections, tags and states", async () => {
  await using view = await openSearch({ papers: library });
  const { page } = view;
  await search(page, "sparse ");
  await page.getByRole("button", { name: "Year", exact: true }).focus();
  for (let at = 0; at < 5; at++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  const names = page.locator(".facet-label");
  await names.first().waitFor();
  assert.deepEqual((await names.allTextContents()).toSorted(), [
    "reading group",
    "thesis",
    "thesis/related work",
  ]);
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.match(await query(page), /^sparse in:/u);
  await settled(page);
  assert.ok((await titles(page)).length > 0);
});

test("the newest come first where that is wished for", async () => {
  await using view = await openSearch({ papers: library });
  const { page } = view;
  await search(page, "sparse ");
  await page.getByRole("button", { name: "Newest first" }).click();
  assert.equal(await query(page), "sparse sort:newest ");
  await eventually(async () => {
    const years = (await page.locator(".row-byline").allTextContents()).map(
      (line) => /\d{4}/u.exec(line)?.[0] ?? "",
    );
    return years.every((year, at) => at === 0 || year <= (years[at - 1] ?? ""));
  }, true);
  await page.getByRole("button", { name: "Newest first" }).click();
  assert.equal(await query(page), "sparse");
});

test("s stars the paper in front, c asks for its collections, and the row stays in front", async () => {
  await using view = await openSearch({ papers: library });
  const { page } = view;
  await search(page, "attention ");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const row = page.locator(".row[aria-selected=true]");
  const wasStarred = (await row.locator(".star").count()) > 0;
  const title = await inFront(page);
  await page.keyboard.press("s");
  await eventually(async () => (await row.locator(".star").count()) > 0, !wasStarred);
  assert.equal((await inFront(page)).replace("★ Starred. ", ""), title.replace("★ Starred. ", ""));
  await page.keyboard.press("c");
  await eventually(async () => (await view.asked("addToCollection")).length, 1);
  const context = JSON.parse((await row.getAttribute("data-vscode-context")) ?? "{}") as { paper: string };
  assert.ok(paperId(context.paper) !== undefined);
});

test("a hidden or reloaded view comes back with its query, its facet and its row", async () => {
  await using view = await openSearch({ papers: library });
  const { page } = view;
  await search(page, "sparse ");
  await page.getByRole("button", { name: "Author", exact: true }).click();
  await page.locator("#query").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const title = await inFront(page);
  await eventually(
    async () => {
      const last = (await view.asked("keepView")).at(-1) as { query: string; active?: string } | undefined;
      return library.find(({ id }) => id === last?.active)?.title;
    },
    title.replace("★ Starred. ", ""),
  );
  await page.reload();
  await page.locator(".facet-values").waitFor();
  assert.equal(await query(page), "sparse ");
  await eventually(() => inFront(page), title);
});

test("a query that comes from elsewhere is answered, and papers that change are shown as they are", async () => {
  await using view = await openSearch({ papers: library });
  const { page } = view;
  await page.evaluate(() => window.searchHost.tell("setQuery", { query: "is:starred" }));
  await page.getByText(/^7 results/u).waitFor();
  await page.locator(".row").first().focus();
  await page.keyboard.press("s");
  await page.getByText(/^6 results/u).waitFor();
});

test("where nothing is found, and where there is nothing to search, the view says what to do", async () => {
  await using view = await openSearch({ papers: library });
  const { page } = view;
  await search(page, "qqxyz wwxyz year:2024 ");
  await page.getByRole("button", { name: "Without year:2024" }).click();
  assert.equal(await query(page), "qqxyz wwxyz");
  await page.getByText("Try other words").waitFor();
  await using empty = await openSearch();
  await empty.page.getByRole("button", { name: "Open the Sample Library" }).click();
  await eventually(() => empty.asked("begin"), [{ by: "sample" }]);
  await using none = await openSearch({ hasFolder: false });
  await none.page.getByRole("button", { name: "Open Folder" }).click();
  await eventually(() => none.asked("begin"), [{ by: "folder" }]);
});

test("a search that fails says why, and can be tried again", async () => {
  await using view = await openSearch({ papers: library, searchFails: "the worker ended" });
  const { page } = view;
  await page.locator("#query").fill("sparse");
  await page.getByText("The search failed: the worker ended.").waitFor();
  await page.evaluate(() => void (window.searchHost.fails = undefined));
  await page.getByRole("button", { name: "Try Again" }).click();
  await page.getByText(/^\d+ results/u).waitFor();
});

test("hostile titles, names and tags are shown as text and cause nothing", async () => {
  const hostile = '<img src=x onerror=alert(1)> "} <script>alert(2)</script> sparse';
  const papers = library.slice(0, 3).map((paper) => ({
    ...paper,
    title: hostile,
    abstract: hostile,
    authors: [hostile],
    venue: hostile,
    tags: [hostile],
    collections: ['x" onfocus="alert(3)'],
  }));
  await using view = await openSearch({ papers });
  const { page } = view;
  await search(page, "sparse ");
  for (const name of ["Venue", "Tag", "Author", "Collection"]) {
    await page.getByRole("button", { name, exact: true }).click();
    await page.locator(".facet-value").first().waitFor();
  }
  await page.locator(".facet-value").first().click();
  await settled(page);
  assert.equal(await page.locator("main :is(img, script)").count(), 0);
  assert.match((await titles(page))[0] ?? "", /<img src=x onerror=alert\(1\)>/u);
  assert.deepEqual(await view.incidents(), []);
});

const states: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  "at rest": () => Promise.resolve(),
  "the newest papers": async (page) => {
    await page.locator("#query").focus();
    await page.locator(".row").first().waitFor();
  },
  "an answer with its facets and problems": async (page) => {
    await search(page, "sparse retreival year:20x ");
    await page.getByRole("button", { name: "Author", exact: true }).click();
    await page.locator(".facet-value").first().waitFor();
  },
  "a row in front": async (page) => {
    await search(page, "sparse ");
    await page.keyboard.press("ArrowDown");
  },
  "ways to go on": async (page) => {
    await page.locator("#query").pressSequentially("is:");
    await page.locator(".offer").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.locator(".offer[aria-selected=true]").waitFor();
  },
  "nothing found": (page) => search(page, "qqxyz wwxyz year:2024 "),
};

for (const [name, reach] of Object.entries(states))
  for (const width of [200, 340])
    test(`axe finds nothing, and nothing is wider than the view: ${name}, ${width} wide`, async () => {
      await using view = await openSearch({ papers: library }, { width, height: 700 });
      const { page } = view;
      await reach(page);
      for (const theme of Object.values(themes)) {
        await page.evaluate((each) => window.searchHost.wear(each), theme);
        await page.waitForTimeout(50);
        assert.deepEqual(await grievances(page, "all"), [], theme.kind);
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${wide} wide`);
      assert.deepEqual(await view.incidents(), []);
    });
