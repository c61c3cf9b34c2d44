/** What running text mentions, and which entries of a bibliography, which papers of a library it means. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReferenceEntry } from "../../src/extraction/extractedPaper.ts";
import { mentionAt, referencesFor } from "../../src/extraction/mentionAt.ts";
import { referenceTitle } from "../../src/extraction/referenceTitle.ts";
import { readPaper } from "../../src/domain/paper.ts";
import { citedPaper } from "../../src/library/citedPaper.ts";

/** The mention at the "|" in a text. */
function at(marked: string) {
  const offset = marked.indexOf("|");
  return mentionAt(marked.replace("|", ""), offset);
}

const numbersAt = (marked: string): readonly number[] | undefined => {
  const mention = at(marked);
  return mention?.kind === "numbers" ? mention.numbers : undefined;
};

test("a number in brackets is the one under the pointer, and a range is all of its numbers", () => {
  assert.deepEqual(numbersAt("as shown [|3, 7–9]."), [3]);
  assert.deepEqual(numbersAt("as shown [3, |7–9]."), [7, 8, 9]);
  assert.deepEqual(numbersAt("as shown [3,\n7, |12]."), [12]);
  assert.deepEqual(numbersAt("as shown [3|]."), [3]);
});

test("a bracket, and what parts the numbers, means all of them", () => {
  assert.deepEqual(numbersAt("as shown |[3, 7–9]."), [3, 7, 8, 9]);
  assert.deepEqual(numbersAt("as shown [3|, 7–9]."), [3, 7, 8, 9]);
  assert.equal(numbersAt("the interval [3|, 700–2]."), undefined);
});

test("intervals, long ranges and numbers outside of brackets are no citations", () => {
  for (const text of ["in [|0, 1]", "in [1–|200]", "all |3 of them", "x[|i]", "[9–|7]"])
    assert.equal(at(text), undefined);
});

const authorsAt = (marked: string): string | undefined => {
  const mention = at(marked);
  return mention?.kind === "authors" ? `${mention.names.join(" + ")} ${mention.year}` : undefined;
};

test("authors with a year are told in the ways that they are written", () => {
  assert.equal(authorsAt("(Vas|wani et al., 2017)"), "Vaswani 2017");
  assert.equal(authorsAt("Vaswani et al. (20|17) show"), "Vaswani 2017");
  assert.equal(authorsAt("(Devlin et al., 2019; Sutton and Ba|rto, 1998b)"), "Sutton + Barto 1998b");
  assert.equal(authorsAt("(Lo, Wang, & Wel|d 2020)"), "Lo + Wang + Weld 2020");
  assert.equal(authorsAt("(Smith et al., 2018a, 201|9)"), "Smith 2019");
  assert.equal(authorsAt("(Smith et al., 2018a,|b)"), "Smith 2018b");
  assert.equal(authorsAt("(Vas-\nwani et a|l., 2017)"), "Vaswani 2017");
  assert.equal(authorsAt("(van den O|ord et al., 2016)"), "van den Oord 2016");
  assert.equal(authorsAt("nothing he|re in 2017"), undefined);
});

const numberedAt = (marked: string): string | undefined => {
  const mention = at(marked);
  return mention !== undefined && "word" in mention ? `${mention.kind} ${mention.number}` : undefined;
};

test("figures, tables, equations and sections are told with their numbers", () => {
  assert.equal(numberedAt("see Fig|ure 3 for"), "figure 3");
  assert.equal(numberedAt("see Fig. 3|a for"), "figure 3");
  assert.equal(numberedAt("see Tab|le IV for"), "table IV");
  assert.equal(numberedAt("by Eqn.(|4) we"), "equation 4");
  assert.equal(numberedAt("in Section\n3|.1."), "section 3.1");
  assert.equal(numberedAt("in §|3.1"), "section 3.1");
  assert.equal(numberedAt("in Appendix |B.2 we"), "section B.2");
  assert.equal(numberedAt("by Lem|ma 2"), "theorem 2");
  assert.equal(numberedAt("a fig|ure of"), undefined);
  assert.equal(numberedAt("the tab|le a waiter"), undefined);
});

const entry = (label: string | undefined, text: string, year: string): ReferenceEntry => ({
  ...(label === undefined ? {} : { label }),
  text,
  year,
  place: { page: 1, x: 0, y: 0 },
});

test("a mention finds its entries: by label, by order where there are none, by first author and year", () => {
  const labelled = [entry("7", "A. Author. Seven.", "2001"), entry("8", "B. Author. Eight.", "2002")];
  const numbers = { kind: "numbers", span: { start: 0, end: 1 }, numbers: [8, 9] } as const;
  assert.deepEqual(referencesFor(numbers, labelled), [labelled[1]]);
  const plain = [
    entry(undefined, "Łukasz Kaiser and Ilya Sutskever. 2016. Neural GPUs learn algorithms.", "2016"),
    entry(undefined, "Ilya Sutskever, Oriol Vinyals, and Quoc V. Le. 2014. Sequence to sequence.", "2014"),
    entry(undefined, "Oriol Vinyals and Quoc Le. 2014. Grammar as a foreign language.", "2014"),
  ];
  assert.deepEqual(referencesFor({ ...numbers, numbers: [2] }, plain), [plain[1]]);
  const by = (names: readonly string[], year: string) =>
    referencesFor({ kind: "authors", span: { start: 0, end: 1 }, names, year }, plain);
  assert.deepEqual(by(["Vinyals"], "2014"), [plain[2]]);
  assert.deepEqual(by(["Sutskever"], "2014"), [plain[1]]);
  assert.deepEqual(by(["Kaiser", "Sutskever"], "2016"), [plain[0]]);
  assert.deepEqual(by(["Kaiser"], "2014"), []);
});

test("a reference's title is told in the common styles", () => {
  const title = "Deep residual learning for image recognition";
  for (const text of [
    `K. He, X. Zhang, S. Ren, and J. Sun. ${title}. In CVPR, 2016.`,
    `Kaiming He, Xiangyu Zhang, and Jian Sun. 2016. ${title}. In Proceedings of CVPR.`,
    `He, K., Zhang, X., & Sun, J. (2016). ${title}. CVPR, 770–778.`,
    `K. He, X. Zhang, and J. Sun, “${title},” in Proc. CVPR, 2016.`,
  ])
    assert.equal(referenceTitle(text), title);
  assert.equal(referenceTitle("Personal communication"), undefined);
});

const paper = (id: string, title: string, ...identifiers: readonly string[]) => {
  const read = readPaper({ id, title, identifiers, added: "2026-01-01T00:00:00Z" });
  assert.ok(read.ok);
  return read.value;
};

test("the library knows a cited paper by its identifier, else by a title that stands in the entry", () => {
  const resnet = paper(
    "arxiv-1512.03385",
    "Deep Residual Learning for Image Recognition",
    "arxiv:1512.03385",
  );
  const short = paper("title-aa", "Image Recognition");
  const longer = paper("title-bb", "Deep Residual Learning for Image Recognition Revisited Again");
  const papers = [short, resnet, longer];
  assert.equal(citedPaper(papers, { text: "no title", arxiv: "1512.03385" }), resnet);
  assert.equal(citedPaper(papers, { text: "no title", doi: "10.48550/arXiv.1512.03385" }), resnet);
  assert.equal(
    citedPaper(papers, { text: "He. Deep residual learning for image-recognition. 2016" }),
    resnet,
  );
  assert.equal(
    citedPaper(papers, { text: "Deep residual learning for image recognition revisited again, 2020" }),
    longer,
  );
  assert.equal(citedPaper(papers, { text: "A survey of image recognition" }), undefined);
});
