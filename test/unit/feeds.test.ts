/** Subscriptions and their sources, from a server of our own that answers as they do: well, slowly, wrongly, or not at all. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test, type TestContext } from "node:test";
import { FetchedDays } from "../../src/feed/fetchedDays.ts";
import { FeedRefresh } from "../../src/feed/refresh.ts";
import {
  faultOf,
  subscriptionId,
  subscriptionsFormat,
  type Subscription,
} from "../../src/feed/subscription.ts";
import { ListStore } from "../../src/library/listStore.ts";
import { DiskFiles, temporaryFolder } from "../fakes/diskFiles.ts";
import { diskFull, MemoryFiles } from "../fakes/memoryFiles.ts";
import { ManualClock } from "../fakes/manualClock.ts";
import { MemoryShelves } from "../fakes/memoryShelves.ts";
import { SilentLog } from "../fakes/silentLog.ts";
import { fails, hangs, json, leadsTo, sends, Sites, type Answer } from "../fakes/sites.ts";

const { signal } = new AbortController();
const daily: Subscription = { kind: "daily-papers" };
const learning: Subscription = { kind: "arxiv-category", category: "cs.LG" };
const blog: Subscription = { kind: "rss", url: "https://blog.example.org/feed.xml" };
const fixture = (name: string): string => readFileSync(`test/fixtures/feeds/${name}`, "utf8");
const dailyAt = "huggingface.co/api/daily_papers";
const announcedAt = "rss.arxiv.org/rss/cs.LG";
const rss = (body: string): Answer => sends("application/rss+xml; charset=utf-8", body);

/** A reader on a day, with a server behind the network. */
async function reader(t: TestContext, tryMs = 10_000) {
  const sites = await Sites.start(t);
  const files = new MemoryFiles();
  const shelves = new MemoryShelves(files);
  const log = new SilentLog();
  const clock = new ManualClock("2026-11-25T18:00:00.000Z");
  const days = new FetchedDays(shelves, log);
  t.after(() => days.dispose());
  const feeds = new FeedRefresh({
    courier: sites.courier({ patience: { tryMs } }),
    days,
    shelves,
    clock,
    log,
  });
  const refresh = async (...subscriptions: readonly Subscription[]) =>
    (await feeds.refresh(subscriptions, signal)).map(({ found }) => (found.ok ? found.value : found.why));
  return { sites, files, days, feeds, refresh, clock };
}

test("Daily Papers are listed with votes, people, links and keywords; markup and hidden names stay out", async (t) => {
  const { sites, days, refresh } = await reader(t);
  sites
    .when(dailyAt, json([]))
    .when(`${dailyAt}?date=2026-11-25`, sends("application/json", fixture("dailyPapers.json")));
  assert.deepEqual(await refresh(daily), [2]);
  const [first, second] = await days.day("2026-11-25");
  assert.deepEqual(first, {
    id: "arxiv-2611.10001",
    from: ["daily-papers"],
    date: "2026-11-25",
    rank: 1,
    votes: 42,
    comments: 3,
    submitter: "Wanda Weaver",
    organisation: "Loom Laboratory",
    keywords: ["linear attention", "long context"],
    thumbnail: "https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2611.10001.png",
    draft: {
      title: "Looms of Attention: Weaving Long Contexts",
      abstract: "We weave <b>long</b> contexts with $O(n)$ threads.",
      authors: ["Ada Lovelace", "José Núñez"],
      identifiers: ["arxiv:2611.10001"],
      year: 2026,
      resources: [
        { kind: "code", url: "https://github.com/looms/attention" },
        { kind: "project", url: "https://looms.example.org/" },
      ],
      source: { kind: "daily-papers", date: "2026-11-25", rank: 1 },
    },
  });
  assert.equal(second?.votes, 7);
  assert.equal(second.thumbnail, undefined);
  assert.match(second.draft.title, /^注意力机制的线性化/u);
});

test("a week of lists is fetched once; afterwards only the days whose lists may still grow", async (t) => {
  const { sites, days, refresh, clock } = await reader(t);
  sites.when(dailyAt, json([]));
  await refresh(daily);
  assert.deepEqual(sites.asked.length, 7);
  assert.deepEqual((await days.days()).length, 7);
  sites.asked.length = 0;
  clock.set("2026-11-26T09:00:00.000Z");
  sites.timer.pass(15 * 60 * 60_000);
  await refresh(daily);
  assert.deepEqual(
    sites.asked.map((each) => /date=([\d-]+)/u.exec(each)?.[1]),
    ["2026-11-26", "2026-11-25"],
  );
});

test("a day that the site does not know of yet is passed over", async (t) => {
  const { sites, days, refresh } = await reader(t);
  sites.when(dailyAt, json([])).when(`${dailyAt}?date=2026-11-25`, fails(400));
  assert.deepEqual(await refresh(daily), [0]);
  assert.equal((await days.days()).includes("2026-11-25"), false);
  assert.equal((await days.days()).includes("2026-11-24"), true);
});

test("one day is fetched alone when it is asked for", async (t) => {
  const { sites, days, feeds } = await reader(t);
  sites.when(`${dailyAt}?date=2025-03-04`, sends("application/json", fixture("dailyPapers.json")));
  assert.deepEqual(await feeds.fetchDay(daily, "2025-03-04", signal), { ok: true, value: 2 });
  assert.deepEqual(await days.days(), ["2025-03-04"]);
  assert.equal(sites.asked.length, 1);
});

test("what is trending is listed on the day it was seen", async (t) => {
  const { sites, days, refresh } = await reader(t);
  sites.when(`${dailyAt}?sort=trending`, sends("application/json", fixture("dailyPapers.json")));
  assert.deepEqual(await refresh({ kind: "trending-papers" }), [2]);
  assert.deepEqual(
    (await days.day("2026-11-25")).map(({ from }) => from),
    [["trending-papers"], ["trending-papers"]],
  );
});

test("arXiv's announcements say what is new, crossed and replaced, without their preambles", async (t) => {
  const { sites, days, refresh } = await reader(t);
  sites.when(announcedAt, rss(fixture("arxiv.rss.xml")));
  assert.deepEqual(await refresh(learning), [3]);
  const listed = await days.day("2026-11-25");
  assert.deepEqual(
    listed.map(({ id, announced }) => [id, announced]),
    [
      ["arxiv-2611.20001", "new"],
      ["arxiv-2611.20002", "cross"],
      ["arxiv-2605.00007", "replace"],
    ],
  );
  const first = listed[0];
  assert.deepEqual(first?.draft, {
    title: "Sparse Looms & Their Threads",
    abstract: "Looms are sparse; a < b holds for $\\alpha$ threads.",
    authors: ["Grace Hopper", 'Kurt G\\"odel'],
    identifiers: ["arxiv:2611.20001"],
    resources: [{ kind: "pdf", url: "https://arxiv.org/pdf/2611.20001v1" }],
    source: { kind: "arxiv", date: "2026-11-25", rank: 1 },
  });
  assert.deepEqual(first.keywords, ["cs.LG", "stat.ML"]);
});

test("a search of arXiv lists papers on the days they were submitted, each once, and a fault in the query is told", async (t) => {
  const { sites, days, refresh, clock } = await reader(t);
  const entry = (id: string, title: string, published: string): string =>
    `<entry><id>http://arxiv.org/abs/${id}</id><title>${title}</title><summary>About it.</summary>
     <published>${published}T10:00:00Z</published><author><name>Ada</name></author>
     <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/></entry>`;
  const atom = (...entries: readonly string[]): Answer =>
    sends("application/atom+xml", `<feed xmlns="http://www.w3.org/2005/Atom">${entries.join("")}</feed>`);
  const search: Subscription = { kind: "arxiv-author", author: 'Ada "the" Lovelace' };
  const at = "export.arxiv.org/api/query";
  sites.when(
    at,
    atom(entry("2611.10011v1", "Looms", "2026-11-24"), entry("2501.00001v1", "Long ago", "2025-01-01")),
  );
  assert.deepEqual(await refresh(search), [1]);
  assert.match(sites.asked[0] ?? "", /search_query=au:"Ada  the  Lovelace"&sortBy=submittedDate/u);
  clock.set("2026-11-26T18:00:00.000Z");
  sites.timer.pass(24 * 60 * 60_000);
  sites.when(
    at,
    atom(entry("2611.10012v1", "More Looms", "2026-11-26"), entry("2611.10011v2", "Looms", "2026-11-24")),
  );
  assert.deepEqual(await refresh(search), [1]);
  assert.deepEqual(await days.days(), ["2026-11-26", "2026-11-24"]);
  assert.deepEqual(
    (await days.day("2026-11-26")).map(({ draft }) => draft.title),
    ["More Looms"],
  );
  sites.timer.pass(60 * 60_000);
  sites.when(
    at,
    atom(
      "<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title><summary>bad query</summary></entry>",
    ),
  );
  assert.deepEqual(await refresh(search), ["export.arxiv.org says: bad query"]);
});

const forms: Readonly<Record<string, readonly [type: string, body: string | Buffer]>> = {
  "RSS 2.0": [
    "text/xml",
    `<rss version="2.0" xmlns:content="c"><channel><title>Blog</title><item><title>On &lt;i&gt;Looms&lt;/i&gt;</title>
     <link>https://arxiv.org/abs/2611.30001</link><description><![CDATA[<p>Warp<br>and<br>weft</p><script>alert(1)</script>]]></description>
     <pubDate>Tue, 24 Nov 2026 10:00:00 GMT</pubDate><author>ada@example.org (Ada)</author></item></channel></rss>`,
  ],
  "RSS 1.0": [
    "application/rdf+xml",
    `<rdf:RDF xmlns:rdf="r" xmlns:dc="d"><channel><title>Blog</title></channel><item><title>On Looms</title>
     <link>https://arxiv.org/abs/2611.30001</link><description>Warp and weft</description><dc:date>2026-11-24</dc:date></item></rdf:RDF>`,
  ],
  Atom: [
    "application/atom+xml",
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title><entry><title type="html">On Looms</title>
     <link rel="self" href="https://blog.example.org/1.xml"/><link href="https://arxiv.org/abs/2611.30001"/>
     <summary>Warp and weft</summary><updated>2026-11-24T00:00:00Z</updated><author><name>Ada</name></author></entry></feed>`,
  ],
};
for (const [form, [type, body]] of Object.entries(forms))
  test(`a feed of the web in the form of ${form} is read, without its markup`, async (t) => {
    const { sites, days, refresh } = await reader(t);
    sites.when("blog.example.org/feed.xml", sends(type, body.toString()));
    assert.deepEqual(await refresh(blog), [1]);
    const [item] = await days.day("2026-11-24");
    assert.equal(item?.id, "arxiv-2611.30001");
    assert.equal(item.draft.title, "On Looms");
    assert.match(item.draft.abstract, /^Warp ?and ?weft$/u);
  });

test("a feed is read in the encoding that it says it has", async (t) => {
  const { sites, days, refresh } = await reader(t);
  const body = `<?xml version="1.0" encoding="ISO-8859-1"?><rss><channel><item><title>Über Webstühle</title><link>https://b.example.org/1</link></item></channel></rss>`;
  sites.when(
    "blog.example.org",
    (response) =>
      void response.writeHead(200, { "content-type": "text/xml" }).end(Buffer.from(body, "latin1")),
  );
  assert.deepEqual(await refresh(blog), [1]);
  assert.equal((await days.day("2026-11-25"))[0]?.draft.title, "Über Webstühle");
});

const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>`;
const hostile: Readonly<Record<string, readonly [answer: Answer, why: RegExp]>> = {
  "a bomb of entities": [rss(bomb), /sent what is no feed/u],
  "XML of endless depth": [rss("<rss>".repeat(100_000)), /sent what is no feed/u],
  "a web page": [sends("text/html", "<h1>Log in</h1>"), /sent a web page instead of data/u],
  "half an answer": [rss("<rss><channel><item><title>Half"), /sent what is no feed/u],
  "an answer without end": [rss("x".repeat(21_000_000)), /sent more than 20 MB/u],
  "a way into a private network": [leadsTo("https://192.168.0.1/feed"), /leads into a private network/u],
  "a way to a file": [leadsTo("file:///etc/passwd"), /leads to file: instead of a site/u],
  "a way to another site": [leadsTo("https://evil.example.com/feed"), /leads away to evil\.example\.com/u],
  "no entry": [fails(403), /does not let us in \(403\)/u],
  "no such feed": [fails(404), /has no such feed/u],
  "a fault": [fails(500), /has a fault \(500\)/u],
  "a wish for rest": [fails(429, { "retry-after": "3600" }), /is asked too often/u],
  silence: [hangs, /does not answer/u],
};
for (const [what, [answer, why]] of Object.entries(hostile))
  test(`${what} is told, keeps nothing, and keeps no other subscription from being asked`, async (t) => {
    const { sites, days, files, feeds, refresh, clock } = await reader(t, answer === hangs ? 200 : undefined);
    sites.when("blog.example.org", answer).when(announcedAt, rss(fixture("arxiv.rss.xml")));
    const [told, others] = await refresh(blog, learning);
    assert.match(String(told), why);
    assert.equal(others, 3);
    assert.deepEqual(await days.daysOf(subscriptionId(blog)), []);
    const state = await feeds.stateOf(blog);
    assert.equal(state.failures, 1);
    assert.deepEqual(state.lastError, { when: clock.now(), why: told });
    assert.equal((await feeds.stateOf(learning)).lastSuccess, clock.now());
    assert.deepEqual(
      files.writes.filter((path) => path.includes(subscriptionId(blog))),
      [`cache/feed/${subscriptionId(blog)}/state.json`, `cache/feed/${subscriptionId(blog)}/state.json`],
    );
  });

test("lists that are wrong inside give what is right in them", async (t) => {
  const { sites, refresh } = await reader(t);
  sites
    .when(dailyAt, json([]))
    .when(
      `${dailyAt}?date=2026-11-25`,
      json([
        null,
        7,
        [],
        { paper: [] },
        { paper: { title: "A real one", upvotes: -3, authors: "none", ai_keywords: [1] } },
      ]),
    );
  assert.deepEqual(await refresh(daily), [1]);
  sites.when(`${dailyAt}`, sends("application/json", "[".repeat(200_000)));
  sites.timer.pass(120_000);
  assert.match(String((await refresh(daily))[0]), /huggingface\.co sent what is not whole/u);
});

test("a full disk is told, and the days that were there stay", async (t) => {
  const { sites, files, days, refresh } = await reader(t);
  sites.when(announcedAt, rss(fixture("arxiv.rss.xml")));
  await refresh(learning);
  files.refuses = () => diskFull;
  sites.timer.pass(120_000);
  sites.when(announcedAt, rss(fixture("arxiv.rss.xml").replaceAll("2611.", "2612.")));
  assert.match(String((await refresh(learning))[0]), /could not be kept: ENOSPC/u);
  assert.equal((await days.day("2026-11-25")).length, 3);
});

test("without a network, what was fetched is read, and an old answer is no success", async (t) => {
  const { sites, days, feeds, refresh, clock } = await reader(t);
  sites.when(announcedAt, rss(fixture("arxiv.rss.xml")));
  await refresh(learning);
  const at = clock.now();
  clock.set("2026-11-25T20:00:00.000Z");
  sites.timer.pass(2 * 60 * 60_000);
  sites.when(announcedAt, fails(503));
  assert.match(String((await refresh(learning))[0]), /rss\.arxiv\.org has a fault \(503\)/u);
  assert.equal((await days.day("2026-11-25")).length, 3);
  assert.equal((await feeds.stateOf(learning)).lastSuccess, at);
});

test("the same paper in two lists is one, with what each knows of it", async (t) => {
  const { sites, days, refresh } = await reader(t);
  sites
    .when(dailyAt, json([]))
    .when(`${dailyAt}?date=2026-11-25`, sends("application/json", fixture("dailyPapers.json")))
    .when(
      announcedAt,
      rss(
        fixture("arxiv.rss.xml").replace("2611.20001", "2611.10001").replace("2611.20001v1", "2611.10001v1"),
      ),
    );
  await refresh(daily, learning);
  const both = (await days.day("2026-11-25")).find(({ from }) => from.length === 2);
  assert.deepEqual([both?.id, both?.votes, both?.announced], ["arxiv-2611.10001", 42, "new"]);
});

test("a refresh that is cancelled ends, and keeps what was fetched until then", async (t) => {
  const { sites, days, feeds } = await reader(t);
  const stop = new AbortController();
  sites.when(announcedAt, rss(fixture("arxiv.rss.xml"))).when("blog.example.org", hangs);
  const refreshing = feeds.refresh([learning, blog], stop.signal, (next) => {
    if (next === blog) setTimeout(() => stop.abort(), 20);
  });
  await assert.rejects(refreshing, { name: "AbortError" });
  assert.equal((await days.day("2026-11-25")).length, 3);
});

test("subscriptions are kept one a line, each once", async (t) => {
  const files = new DiskFiles(await temporaryFolder(t));
  const store = new ListStore(subscriptionsFormat, new MemoryShelves(files), new SilentLog());
  t.after(() => store.dispose());
  await store.change(undefined, (all) => [...all, learning, daily, { ...learning }]);
  assert.deepEqual((await files.read("subscriptions.json"))?.split("\n").slice(3, 5), [
    '{"kind":"arxiv-category","category":"cs.LG"},',
    '{"kind":"daily-papers"}',
  ]);
});

test("what is no subscription is refused in words", () => {
  for (const [subscription, why] of [
    [{ kind: "arxiv-category", category: "../x" }, /no category/u],
    [{ kind: "arxiv-search", query: "  " }, /query is missing/u],
    [{ kind: "rss", url: "file:///etc/passwd" }, /no public web address/u],
    [{ kind: "rss", url: "http://localhost/feed" }, /no public web address/u],
    [{ kind: "rss", url: "https://user:pw@blog.example.org/feed" }, /no public web address/u],
    [{ kind: "rss", url: "https://10.0.0.1/feed" }, /no public web address/u],
  ] as const)
    assert.match(faultOf(subscription) ?? "", why);
  assert.equal(faultOf(learning), undefined);
});
