/** The one way out to the network: where it goes, what it takes, and how it waits. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { Courier, type Refusal, type Wish } from "../../src/sources/net/courier.ts";
import { HttpCache } from "../../src/sources/net/httpCache.ts";
import { unreachable } from "../../src/sources/net/unreachable.ts";
import { isPrivateHost } from "../../src/base/privateHosts.ts";
import type { Result } from "../../src/base/result.ts";
import { MemoryFiles } from "../fakes/memoryFiles.ts";
import { fails, hangs, json, leadsTo, sends, Sites } from "../fakes/sites.ts";

const { signal } = new AbortController();
const wish: Wish = {
  url: "https://api.example.org/papers/1",
  hosts: ["api.example.org", "data.example.org"],
  accept: "application/json",
  takes: /json/u,
  site: "example.org",
  restMs: 3_000,
};
const at = "api.example.org/papers/1";
const whyOf = (answer: Result<string, Refusal>): string => {
  assert.ok(!answer.ok, "it was let through");
  return answer.why.why;
};

for (const [location, why] of [
  ["http://127.0.0.1:8080/x", /private network/u],
  ["https://169.254.169.254/latest/meta-data", /private network/u],
  ["https://localhost/", /private network/u],
  ["https://[::1]/", /private network/u],
  ["https://0x7f.1/", /private network/u],
  ["file:///etc/passwd", /leads to file:/u],
  ["data:application/json,{}", /leads to data:/u],
  ["https://evil.example.com/", /leads away to evil\.example\.com/u],
  ["https://api.example.org:8443/", /unusual address/u],
  ["https://me:secret@api.example.org/", /unusual address/u],
  ["https://[", /no address/u],
] as const)
  test(`an answer that leads to ${location} is not followed`, async (t) => {
    const sites = (await Sites.start(t)).when(at, leadsTo(location));
    assert.match(whyOf(await sites.courier().get(wish, signal)), why);
    assert.deepEqual(sites.asked, [at]);
  });

test("redirects within the named hosts are followed, always by https, and not without end", async (t) => {
  const sites = (await Sites.start(t))
    .when(at, leadsTo("http://data.example.org/1"))
    .when("data.example.org/1", json({ a: 1 }));
  assert.deepEqual(await sites.courier().get(wish, signal), { ok: true, value: '{"a":1}' });
  sites.when("data.example.org/1", leadsTo("https://api.example.org/papers/1"));
  sites.timer.pass(7_200_000);
  assert.match(whyOf(await sites.courier().get(wish, signal)), /without end/u);
});

test("what is no answer to the question is refused with its reason", async (t) => {
  const sites = await Sites.start(t);
  for (const [answer, why, missing] of [
    [sends("text/html", "<h1>Prove that you are human</h1>"), /web page instead of data/u, false],
    [sends("application/pdf", "%PDF"), /sent application\/pdf/u, false],
    [fails(404), /no such paper/u, true],
    [fails(403), /does not let us in \(403\)/u, false],
    [fails(418), /answered 418/u, false],
    [sends("application/json", "x".repeat(20_000_001)), /more than 20 MB/u, false],
  ] as const) {
    sites.when(at, answer);
    const refused = await sites.courier().get(wish, signal);
    assert.match(whyOf(refused), why);
    assert.equal(!refused.ok && refused.why.missing, missing);
  }
});

test("a fault is tried again after growing pauses, three times in all", async (t) => {
  const sites = (await Sites.start(t)).when(at, fails(500));
  assert.match(whyOf(await sites.courier().get(wish, signal)), /fault \(500\)/u);
  assert.equal(sites.asked.length, 3);
  assert.equal(sites.timer.waits.length, 2);
  let tries = 0;
  sites.when(at, (response, request) =>
    ++tries < 3 ? fails(503)(response, request) : json({})(response, request),
  );
  assert.equal((await sites.courier().get(wish, signal)).ok, true);
});

test("a line that breaks in the middle of an answer is tried again", async (t) => {
  let tries = 0;
  const sites = (await Sites.start(t)).when(at, (response) => {
    if (++tries > 1) return void response.writeHead(200, { "content-type": "application/json" }).end("{}");
    response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
    response.write('{"half":', () => response.destroy());
  });
  assert.deepEqual(await sites.courier().get(wish, signal), { ok: true, value: "{}" });
});

test("a site that says how long to wait is waited for, or left alone until then", async (t) => {
  let tries = 0;
  const sites = (await Sites.start(t)).when(at, (response, request) =>
    ++tries === 1 ? fails(429, { "retry-after": "5" })(response, request) : json({})(response, request),
  );
  const courier = sites.courier();
  assert.equal((await courier.get(wish, signal)).ok, true);
  assert.deepEqual(sites.timer.waits, [5_000]);
  const other = { ...wish, url: "https://api.example.org/papers/2" };
  sites.when("api.example.org/papers/2", fails(429, { "retry-after": "3600" }));
  assert.match(whyOf(await courier.get(other, signal)), /too often/u);
  const asked = sites.asked.length;
  assert.match(whyOf(await courier.get(other, signal)), /left alone for 3\d\d\d s/u);
  assert.equal(sites.asked.length, asked, "it was asked again although it said not to");
});

test("a site is asked no faster than it allows, however many wish at once", async (t) => {
  const sites = (await Sites.start(t)).when("api.example.org/", json({}));
  const courier = sites.courier();
  const wishes = [1, 2, 3].map((n) => ({ ...wish, url: `https://api.example.org/papers/${n}` }));
  await Promise.all(wishes.map((each) => courier.get(each, signal)));
  assert.deepEqual(sites.timer.waits, [3_000, 3_000]);
});

test("a server that never answers, or never ends, is given up", async (t) => {
  const sites = (await Sites.start(t)).when(at, hangs);
  const patience = { tryMs: 40, budgetMs: 60, firstPauseMs: 1_000 };
  assert.match(whyOf(await sites.courier({ patience }).get(wish, signal)), /does not answer/u);
  sites.when(at, (response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write("{");
  });
  assert.match(whyOf(await sites.courier({ patience }).get(wish, signal)), /does not answer/u);
});

test("no network is told as such, at once", async (t) => {
  const sites = await Sites.start(t);
  const cause = Object.assign(new Error("getaddrinfo ENOTFOUND api.example.org"), { code: "ENOTFOUND" });
  const fetch = () => Promise.reject(new TypeError("fetch failed", { cause }));
  assert.equal(whyOf(await sites.courier({ fetch }).get(wish, signal)), "cannot be reached (ENOTFOUND)");
  assert.deepEqual(sites.timer.waits, []);
});

test("a person who cancels waits no longer", async (t) => {
  const sites = (await Sites.start(t)).when(at, hangs);
  const abort = new AbortController();
  const answer = sites.courier().get(wish, abort.signal);
  abort.abort();
  await assert.rejects(answer, { name: "AbortError" });
});

test("an answer is kept: fresh ones are not asked for again, older ones only whether they changed", async (t) => {
  let changed = true;
  const sites = (await Sites.start(t)).when(at, (response, request) => {
    if (request.headers["if-none-match"] === '"one"' && !changed) return void response.writeHead(304).end();
    sends("application/json", "{}", { etag: '"one"' })(response, request);
  });
  assert.equal((await sites.courier().get(wish, signal)).ok, true);
  assert.equal((await sites.courier().get(wish, signal)).ok, true);
  assert.equal(sites.asked.length, 1);
  changed = false;
  sites.timer.pass(2 * 60 * 60_000);
  assert.deepEqual(await sites.courier().get(wish, signal), { ok: true, value: "{}" });
  assert.equal(sites.asked.length, 2);
  sites.when(at, fails(500));
  sites.timer.pass(2 * 60 * 60_000);
  assert.deepEqual(
    await sites.courier().get(wish, signal),
    { ok: true, value: "{}" },
    "the older answer is better than none",
  );
});

test("a cache that cannot be read or written costs a request, and no more", async (t) => {
  const sites = (await Sites.start(t)).when(at, json({}));
  sites.files.refuses = () => "ENOSPC: no space left on device";
  assert.equal((await sites.courier().get(wish, signal)).ok, true);
  const files = new MemoryFiles();
  const cache = new HttpCache(() => files);
  await sites.courier({ cache }).get(wish, signal);
  const [path = ""] = files.writes;
  assert.match(path, /^cache\/http\/[0-9a-f]{32}\.json$/u);
  await files.write(path, "<<<<<<< not JSON");
  assert.equal((await sites.courier({ cache }).get(wish, signal)).ok, true);
  assert.equal(sites.asked.length, 3);
});

test("the cache does not grow without end", async () => {
  const files = new MemoryFiles();
  const cache = new HttpCache(() => files);
  for (let n = 0; n < 320; n++)
    await cache.keep({ url: `https://a.org/${n}`, accept: "x", fetched: n, body: "" });
  assert.ok((await files.list("cache/http")).length <= 300);
  assert.notEqual(await cache.find("https://a.org/319", "x"), undefined);
});

test("private hosts are known in every spelling", () => {
  for (const url of "http://127.0.0.1 http://2130706433 http://0177.0.0.1 http://10.1.2.3 http://172.31.0.1 http://192.168.1.1 http://100.64.0.1 http://169.254.169.254 http://0.0.0.0 http://224.0.0.1 http://[::] http://[fe80::1] http://[fd00::1] http://[::ffff:10.0.0.1] http://[64:ff9b::a00:1] http://[2002:7f00:1::] http://localhost http://localhost. http://printer http://nas.local http://x.internal".split(
    " ",
  ))
    assert.equal(isPrivateHost(new URL(url).hostname), true, url);
  for (const url of "https://arxiv.org https://8.8.8.8 https://172.32.0.1 https://[2606:4700::1111] https://localhost.example.org".split(
    " ",
  ))
    assert.equal(isPrivateHost(new URL(url).hostname), false, url);
});

test("a site whose certificate nobody has signed is refused at once, and the reason says what may stand between", async (t) => {
  const pem = (name: string): string => readFileSync(`test/fixtures/tls/localhost.${name}.pem`, "utf8");
  let asked = 0;
  const server = createServer({ key: pem("key"), cert: pem("cert") }, (_, response) => {
    asked++;
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  t.after(() => server.close());
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  const { timer } = await Sites.start(t);
  const courier = new Courier({
    fetch: (_, init) => fetch(`https://localhost:${address.port}/`, init),
    cache: new HttpCache(() => new MemoryFiles()),
    timer,
  });
  const refused = await courier.get(wish, signal);
  assert.match(whyOf(refused), /^cannot be trusted: .*hot spot.* \(DEPTH_ZERO_SELF_SIGNED_CERT\)$/u);
  assert.deepEqual([asked, timer.waits, !refused.ok && refused.why.down], [0, [], true]);
});

test("certificates that are out of date or of another site, and a network that is not there, have words of their own", () => {
  for (const [code, why, isLasting] of [
    ["CERT_HAS_EXPIRED", /has expired; look whether the date/u, true],
    ["CERT_NOT_YET_VALID", /not valid yet; look whether the date/u, true],
    ["ERR_TLS_CERT_ALTNAME_INVALID", /another site's/u, true],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", /nobody whom this computer trusts/u, true],
    ["ERR_SSL_WRONG_VERSION_NUMBER", /no safe connection/u, true],
    ["ENOTFOUND", /^cannot be reached \(ENOTFOUND\)$/u, true],
    ["ECONNRESET", /^cannot be reached \(ECONNRESET\)$/u, false],
    ["", /^cannot be reached$/u, false],
    ["constructor", /^cannot be reached \(constructor\)$/u, false],
  ] as const) {
    const found = unreachable(code);
    assert.match(found.why, why);
    assert.equal(found.isLasting, isLasting, code);
  }
});

test("of each site it is known when it answered, what failed, and until when it wants to be left alone", async (t) => {
  const sites = (await Sites.start(t)).when(at, json({ a: 1 }));
  const courier = sites.courier();
  let changes = 0;
  courier.sites.onDidChange(() => changes++);
  await courier.get(wish, signal);
  const [first] = courier.sites.list();
  assert.deepEqual(courier.sites.list(), [{ host: "api.example.org", lastSuccess: first?.lastSuccess }]);
  sites.when(at, fails(429, { "retry-after": "600" }));
  sites.timer.pass(7_200_000);
  await courier.get({ ...wish, url: "https://data.example.org/2" }, signal);
  const other = { ...wish, url: "https://api.example.org/papers/1?again" };
  await courier.get(other, signal);
  const [failed, missing] = courier.sites.list();
  assert.equal(failed?.lastSuccess, first?.lastSuccess);
  assert.match(failed?.lastError?.why ?? "", /asked too often/u);
  assert.ok((failed?.quietUntil ?? 0) > (failed?.lastError?.when ?? 0));
  assert.equal(missing?.host, "data.example.org");
  assert.equal(missing?.lastError, undefined, "it answered that it has no such paper");
  assert.equal(changes, 3);
});
