/** Papers fetched from each source, from a server of our own that answers as they do. The live network is not asked. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { PaperDraft } from "../../src/domain/paper.ts";
import { fetchPapers, type Fetched } from "../../src/sources/fetchPapers.ts";
import { findTitle, likenessOf } from "../../src/sources/findTitle.ts";
import { finished } from "../../src/library/importers/importer.ts";
import { importText } from "../../src/sources/recognise.ts";
import { ladderFor } from "../../src/sources/ladder.ts";
import { readArxivFeed } from "../../src/sources/live/arxiv.ts";
import type { Courier } from "../../src/sources/net/courier.ts";
import { understand, type Wanted } from "../../src/sources/understand.ts";
import { fails, hangs, json, sends, Sites } from "../fakes/sites.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { Workspace } from "../fakes/workspace.ts";

const { signal } = new AbortController();
const feed = readFileSync("test/fixtures/sources/arxiv.xml", "utf8");
const atom = sends("application/atom+xml; charset=utf-8", feed);
const arxivApi = "export.arxiv.org/api/query";

async function fetched(courier: Courier, text: string): Promise<readonly Fetched[]> {
  const { wanted } = understand(text);
  const named = wanted.filter((each): each is Exclude<Wanted, { kind: "title" }> => each.kind !== "title");
  assert.ok(named.length > 0, `nothing was understood of ${text}`);
  const all: Fetched[] = [];
  for await (const each of fetchPapers(courier, named, { signal })) all.push(each);
  return all;
}
async function drafts(courier: Courier, text: string): Promise<readonly PaperDraft[]> {
  return (await fetched(courier, text)).flatMap(({ found }) => {
    assert.ok(found.ok, found.ok ? "" : found.why);
    return found.value;
  });
}
async function refusal(courier: Courier, text: string): Promise<string> {
  const [first] = await fetched(courier, text);
  assert.ok(first?.found.ok === false);
  return first.found.why;
}

test("arXiv: title, authors, DOI, venue and the newest version are read from its feed", async (t) => {
  const sites = (await Sites.start(t)).when(arxivApi, atom);
  assert.deepEqual(await drafts(sites.courier(), "arXiv:2106.01234v1"), [
    {
      title: "Looms that Learn & $\\epsilon$-greedy Weaving",
      abstract: "We teach looms. They learn.",
      authors: ["Ada Lovelace", "Jan van der Berg"],
      identifiers: ["arxiv:2106.01234", "doi:10.5555/loom.2021"],
      year: 2021,
      venue: "Journal of Looms 7 (2021)",
      resources: [{ kind: "pdf", url: "https://arxiv.org/pdf/2106.01234v3" }],
      source: { kind: "arxiv" },
    },
  ]);
  assert.deepEqual(sites.asked, ["export.arxiv.org/api/query?id_list=2106.01234&max_results=1"]);
  assert.equal(sites.headers[0]?.["user-agent"], "Marginalia/test");
});

test("arXiv: several ids go in one request, and a paper that was withdrawn says so", async (t) => {
  const sites = (await Sites.start(t)).when(arxivApi, atom);
  const found = await drafts(sites.courier(), "2106.01234\nhttps://arxiv.org/abs/hep-th/9901001");
  assert.equal(sites.asked.length, 1);
  assert.equal(found[0]?.withdrawn, undefined);
  assert.match(found[1]?.withdrawn ?? "", /withdrawn by the author/u);
});

test("arXiv: where the feed is out of order its page is asked, then Hugging Face, then Semantic Scholar", async (t) => {
  const sites = (await Sites.start(t)).when(arxivApi, fails(503));
  sites.when("arxiv.org/abs/", sends("text/html", "<p>Rate exceeded.</p>"));
  sites.when(
    "huggingface.co/api/papers/2106.01234",
    json({
      id: "2106.01234",
      title: "Looms that Learn",
      summary: "We teach looms.",
      publishedAt: "2021-06-02T00:00:00.000Z",
      authors: [
        { name: "Ada Lovelace", hidden: false },
        { name: "Nobody", hidden: true },
      ],
      githubRepo: "https://github.com/ada/looms",
      projectPage: "javascript:alert(1)",
    }),
  );
  const [draft] = await drafts(sites.courier(), "2106.01234");
  assert.equal(draft?.source.kind, "hugging-face");
  assert.deepEqual(draft?.authors, ["Ada Lovelace"]);
  assert.deepEqual(draft?.resources, [{ kind: "code", url: "https://github.com/ada/looms" }]);
});

test("a source that answers about another paper is not believed", async (t) => {
  const sites = (await Sites.start(t)).when(arxivApi, atom);
  sites.when("huggingface.co", json({ id: "1706.03762", title: "Another" }));
  sites.when("api.semanticscholar.org", json({ title: "Another", externalIds: { ArXiv: "1706.03762" } }));
  sites.when("api.datacite.org", json({ data: { attributes: { doi: "10.48550/arxiv.1", titles: [] } } }));
  const why = await refusal(sites.courier(), "2305.00001");
  assert.match(
    why,
    /^arXiv answered about another paper; arXiv's page has no such paper; .*DataCite answered/u,
  );
});

const crossrefWork = {
  message: {
    DOI: "10.5555/LOOM.2021",
    title: ["Looms that <i>Learn</i>"],
    author: [{ given: "Ada", family: "Lovelace", sequence: "first" }],
    "container-title": ["Journal of Looms"],
    issued: { "date-parts": [[2021, 6]] },
    URL: "https://doi.org/10.5555/loom.2021",
  },
};
const openAlexWork = {
  doi: "https://doi.org/10.5555/loom.2021",
  title: "Looms That Learn.",
  publication_year: 2021,
  authorships: [{ author: { display_name: "A. Lovelace" } }],
  abstract_inverted_index: { looms: [2], We: [0], "learn.": [4], teach: [1], to: [3], x: [-1, 1e9] },
};

test("a DOI is asked of Crossref, and what that lacks of others; the library records who gave what", async (t) => {
  const sites = (await Sites.start(t)).when("api.crossref.org/works/10.5555/loom.2021", json(crossrefWork));
  sites.when("doi.org/", fails(403)).when("api.openalex.org/works/doi:10.5555/loom.2021", json(openAlexWork));
  sites.when("api.semanticscholar.org", fails(403));
  const courier = sites.courier();
  const first = await drafts(courier, "https://doi.org/10.5555/LOOM.2021");
  assert.equal(first.length, 1, "after two more sources it is enough");
  sites.when(
    "doi.org/",
    json({ ...crossrefWork.message, title: "Other", abstract: "<jats:p>We teach.</jats:p>" }),
  );
  const { library } = new Workspace(t, new MemoryFiles());
  const { added } = await library.add(await drafts(courier, "doi:10.5555/loom.2021"));
  assert.equal(added[0]?.title, "Looms that Learn");
  assert.equal(added[0]?.abstract, "We teach.");
  assert.deepEqual(
    added[0]?.sources.map(({ kind, fields }) => [kind, fields]),
    [
      ["crossref", undefined],
      ["doi.org", ["abstract"]],
    ],
  );
});

test("OpenAlex: the abstract is put together from its words", async (t) => {
  const sites = (await Sites.start(t)).when("api.openalex.org", json(openAlexWork));
  const [draft] = await drafts(sites.courier(), "10.5555/loom.2021");
  assert.equal(draft?.abstract, "We teach looms to learn.");
});

test("doi.org may lead to the registries that it names, and nowhere else", async (t) => {
  const csl = { DOI: "10.5555/loom.2021", title: "Looms", abstract: "We teach." };
  const sites = (await Sites.start(t)).when(
    "doi.org/",
    (response) =>
      void response.writeHead(302, { location: "https://data.crosscite.org/10.5555%2Floom.2021" }).end(),
  );
  sites.when("data.crosscite.org/", sends("application/vnd.citationstyles.csl+json", csl));
  const [draft] = await drafts(sites.courier(), "10.5555/loom.2021");
  assert.equal(draft?.source.kind, "doi.org");
});

test("OpenReview: both of its interfaces are understood", async (t) => {
  const wrapped = {
    notes: [
      {
        id: "aB-c_12345",
        pdate: 1_623_456_000_000,
        content: {
          title: { value: "Looms that Learn" },
          authors: { value: ["Ada Lovelace"] },
          abstract: { value: "We teach." },
          venue: { value: "ICLR 2024 poster" },
          pdf: { value: "/pdf/1234.pdf" },
        },
      },
    ],
  };
  const plain = {
    notes: [
      {
        id: "aB-c_12345",
        cdate: 1_623_456_000_000,
        content: { title: "Looms", authors: ["Ada"], abstract: "We." },
      },
    ],
  };
  const sites = (await Sites.start(t)).when("api2.openreview.net/notes?id=aB-c_12345", json(wrapped));
  const [draft] = await drafts(sites.courier(), "https://openreview.net/forum?id=aB-c_12345&noteId=x");
  assert.deepEqual(draft?.identifiers, ["openreview:aB-c_12345"]);
  assert.deepEqual([draft?.year, draft?.venue], [2024, "ICLR 2024 poster"]);
  const older = (await Sites.start(t)).when("api2", sends("text/html", "<title>Just a moment…</title>"));
  older.when("api.openreview.net/notes?id=aB-c_12345", json(plain));
  assert.equal((await drafts(older.courier(), "https://openreview.net/pdf?id=aB-c_12345"))[0]?.year, 2021);
});

test("ACL Anthology: its entry is taken, by id, address or DOI", async (t) => {
  const bib = `@inproceedings{lovelace-2020-looms,\n title = "{L}ooms",\n author = "Lovelace, Ada",\n year = "2020",\n url = "https://aclanthology.org/2020.acl-main.7/",\n doi = "10.18653/v1/2020.acl-main.7",\n abstract = "We teach."\n}`;
  const sites = (await Sites.start(t)).when("aclanthology.org/2020.acl-main.7.bib", sends("text/plain", bib));
  for (const text of [
    "2020.acl-main.7",
    "https://aclanthology.org/2020.acl-main.7.pdf",
    "10.18653/v1/2020.acl-main.7",
  ]) {
    const [draft] = await drafts(sites.courier(), text);
    assert.deepEqual(
      [draft?.title, draft?.abstract, draft?.source.kind],
      ["Looms", "We teach.", "acl-anthology"],
    );
  }
});

test("Hugging Face: the papers of a day come with their date and rank", async (t) => {
  const item = (id: string, title: string) => ({
    paper: { id, title, summary: "S.", authors: [] },
    publishedAt: "x",
  });
  const sites = (await Sites.start(t)).when(
    "huggingface.co/api/daily_papers?date=2025-07-30",
    json([item("2507.00001", "One"), { paper: {} }, item("2507.00002", "Two")]),
  );
  const found = await drafts(sites.courier(), "https://huggingface.co/papers/date/2025-07-30");
  assert.deepEqual(
    found.map(({ title, source }) => [title, source]),
    [
      ["One", { kind: "daily-papers", date: "2025-07-30", rank: 1 }],
      ["Two", { kind: "daily-papers", date: "2025-07-30", rank: 3 }],
    ],
  );
  sites.when("huggingface.co/api/daily_papers", json([]));
  assert.match(
    await refusal(sites.courier(), "hf.co/papers?date=2025-07-27"),
    /listed no papers on 2025-07-27/u,
  );
});

test("Hugging Face: the lists of a week and of a month are fetched, each paper under its own day", async (t) => {
  const item = { publishedAt: "2026-07-29T00:00:00.000Z", paper: { id: "2607.00001", title: "Looms" } };
  const sites = (await Sites.start(t)).when(
    "huggingface.co/api/daily_papers",
    json([item, { paper: { id: "2607.00002", title: "Cogs" } }]),
  );
  for (const [address, asked] of [
    ["https://huggingface.co/papers/week/2026-W31", "week=2026-W31"],
    ["https://huggingface.co/papers/month/2026-07", "month=2026-07"],
  ] as const) {
    const found = await drafts(sites.courier(), address);
    assert.deepEqual(
      found.map(({ source }) => source),
      [{ kind: "daily-papers", date: "2026-07-29" }, { kind: "daily-papers" }],
    );
    assert.equal(sites.asked.at(-1), `huggingface.co/api/daily_papers?${asked}&limit=100`);
  }
});

test("a slow source does not stop the others", async (t) => {
  const sites = (await Sites.start(t))
    .when("api.crossref.org", hangs)
    .when("doi.org/", json({ ...crossrefWork.message, abstract: "A." }));
  const courier = sites.courier({ patience: { tryMs: 60, budgetMs: 100, firstPauseMs: 1 } });
  assert.equal((await drafts(courier, "10.5555/loom.2021"))[0]?.source.kind, "doi.org");
});

test("a source that is down is not waited for again by each of many papers", async (t) => {
  const sites = (await Sites.start(t)).when(arxivApi, fails(503)).when("huggingface.co", fails(503));
  const ids = ["2106.00001", "2106.00002", "2106.00003"];
  sites.when("arxiv.org/abs/", (response, request) =>
    sends("text/html", `<meta name="citation_title" content="Of ${request.url?.slice(-10)}">`)(
      response,
      request,
    ),
  );
  sites.when("api.semanticscholar.org", fails(404));
  const found = await drafts(sites.courier(), ids.join(" "));
  assert.deepEqual(
    found.map(({ title }) => title),
    ids.map((id) => `Of ${id}`),
  );
  const asked = (start: string): number => sites.asked.filter((each) => each.startsWith(start)).length;
  assert.deepEqual(
    [asked(arxivApi), asked("huggingface.co")],
    [3, 3],
    "three tries for the first paper, none for the others",
  );
});

test("where nobody has a paper, each source's reason is told", async (t) => {
  const sites = await Sites.start(t);
  sites.when("api.semanticscholar.org", fails(429, { "retry-after": "3600" }));
  assert.equal(
    await refusal(sites.courier(), "10.5555/none"),
    "Crossref has no such paper; doi.org has no such paper; Semantic Scholar is asked too often just now (429); OpenAlex has no such paper",
  );
});

test("a title is looked for until a source has the very one", async (t) => {
  const sites = (await Sites.start(t)).when(
    "api.semanticscholar.org/graph/v1/paper/search/match",
    json({ data: [{ title: "Quite Another Thing", externalIds: {} }] }),
  );
  sites.when("api.crossref.org/works?query", json({ message: { items: [crossrefWork.message, {}] } }));
  const { candidates } = await findTitle(sites.courier(), "looms that learn", { signal });
  assert.deepEqual(
    candidates.map(({ draft, source, likeness }) => [draft.title, source, likeness]),
    [["Looms that Learn", "Crossref", 1]],
  );
  assert.equal(sites.asked.length, 2, "OpenAlex is not asked any more");
});

test("titles are alike by their words, also within a whole reference", () => {
  assert.equal(likenessOf("Attention is all you need", "Attention Is All You Need!"), 1);
  assert.ok(
    likenessOf("A. Vaswani et al. Attention is all you need. NeurIPS 2017", "Attention Is All You Need") >
      0.8,
  );
  assert.ok(
    likenessOf("Attention is all you need", "Attention Is Not All You Need: Pure Attention Loses Rank") < 0.8,
  );
  assert.equal(likenessOf("深度学习", "On Cogs"), 0);
});

test("answers that are no data end in a reason: XML bombs, half JSON, deep nesting, nothing", () => {
  const bomb = `<!DOCTYPE feed [<!ENTITY a "${"lol".repeat(100)}"><!ENTITY b "&a;&a;&a;">]><feed><entry><id>http://arxiv.org/abs/2106.01234v1</id><title>&b;</title></entry></feed>`;
  for (const answer of [bomb, "<feed>".repeat(50_000), feed.slice(0, 900), "<html></html>", "", "{}"])
    assert.equal(readArxivFeed(answer).ok, false, answer.slice(0, 40));
  for (const by of ["arxiv", "doi", "openreview", "acl", "s2", "corpusid"] as const)
    for (const { source, id } of ladderFor({ kind: "paper", by, id: "2020.acl-main.7" }))
      for (const answer of [
        "",
        "null",
        "[]",
        "{}",
        '{"message": null}',
        '{"notes": [{"content": {',
        "<html>",
        "\u0000",
        '{"title":{"title":1}}',
      ])
        assert.equal(source.read(answer, id).ok, false, `${source.name}: ${answer}`);
});

test("Crossref: a paper that was retracted says so, by its notice or by its title", async (t) => {
  const noticed = {
    message: { ...crossrefWork.message, "updated-by": [{ type: "retraction", DOI: "10.5555/notice" }] },
  };
  const sites = (await Sites.start(t)).when("api.crossref.org", json(noticed));
  const [one] = await drafts(sites.courier(), "doi:10.5555/loom.2021");
  assert.equal(one?.withdrawn, "Retracted: see 10.5555/notice");
  const [csl] = finished(
    importText('[{"title": "RETRACTED: On Looms", "DOI": "10.5555/x"}]', "2026-07-31"),
  ).drafts;
  assert.equal(csl?.withdrawn, "Retracted, as its title says");
});
