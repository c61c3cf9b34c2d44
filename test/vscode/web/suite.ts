// Marginalia in the extension host of a browser: nothing of Node may be used here. The workspace is in the page's memory.
import type { MarginaliaApi } from "../../../src/api.ts";
import { samplePdf } from "../../fakes/samplePdf.ts";
import * as vscode from "vscode";

type Body = (api: MarginaliaApi) => Promise<void>;

const tests: readonly (readonly [name: string, body: Body])[] = [
  ["it runs where there is no Node", inABrowser],
  ["the sample library is imported and searched", importsAndSearches],
  ["a PDF is drawn, and its page hands over the text, which is then in the cache", readsPdf],
  ["a note is kept", keepsNote],
];

const home = (): vscode.Uri => {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error("no folder is open");
  return folder.uri;
};

const check = (isSo: boolean, what: string): void => {
  if (!isSo) throw new Error(what);
};

async function inABrowser(): Promise<void> {
  check(vscode.env.uiKind === vscode.UIKind.Web, "this is no browser");
  check(!("process" in globalThis) || !("versions" in Object(globalThis.process)), "this is Node");
  check(home().scheme === "tmp", `the folder is on ${home().scheme}`);
  return Promise.resolve();
}

async function importsAndSearches(api: MarginaliaApi): Promise<void> {
  await vscode.commands.executeCommand("marginalia.papers.importSample");
  const papers = await api.papers();
  check(papers.length > 50, `${papers.length} papers were imported`);
  const [best] = await api.search("sparse attention", { limit: 3 });
  check(best !== undefined, "nothing was found");
}

async function readsPdf(api: MarginaliaApi): Promise<void> {
  const file = vscode.Uri.joinPath(home(), "roses.pdf");
  const lines = ["A study of roses", "They are read in a browser."];
  await vscode.workspace.fs.writeFile(file, samplePdf({ pages: [{ lines }, { lines: ["The last page."] }] }));
  await vscode.commands.executeCommand("marginalia.papers.addPdf", file);
  const paper = (await api.papers()).find(({ pdfs }) => pdfs.some(({ path }) => path === "roses.pdf"));
  const sha256 = paper?.pdfs[0]?.sha256;
  check(sha256 !== undefined, "the PDF is attached to no paper");
  await vscode.commands.executeCommand("vscode.openWith", file, "marginalia.pdf");
  const cached = vscode.Uri.joinPath(home(), `.marginalia/cache/text/${sha256}.json`);
  const text = await eventually(async () =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(cached)),
  );
  check(text.includes("They are read in a browser."), `the text is ${text}`);
  check(text.includes("The last page."), "the last page is missing");
}

async function keepsNote(api: MarginaliaApi): Promise<void> {
  const [paper] = await api.papers();
  check(paper !== undefined, "there is no paper");
  if (paper === undefined) return;
  await api.annotate(paper.id, { quote: paper.abstract.slice(0, 40), color: "green" });
  const notes = await vscode.workspace.fs.readDirectory(
    vscode.Uri.joinPath(home(), ".marginalia/annotations", paper.id),
  );
  check(
    notes.some(([name]) => name.endsWith(".jsonl")),
    "no log was written",
  );
}

async function eventually<T>(look: () => Promise<T>, patienceMs = 40_000): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      return await look();
    } catch (failure) {
      if (Date.now() > end) throw failure;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

export async function run(): Promise<void> {
  await vscode.workspace.fs.createDirectory(home());
  const extension = vscode.extensions.getExtension<MarginaliaApi>("marginalia.marginalia");
  if (extension === undefined) throw new Error("the extension is not there");
  const api = await extension.activate();
  const failures: string[] = [];
  for (const [name, body] of tests) {
    const start = Date.now();
    try {
      await body(api);
      console.log(`  ✔ ${name} (${Date.now() - start} ms)`);
    } catch (failure) {
      console.log(`  ✖ ${name}: ${String(failure)}`);
      failures.push(name);
    }
  }
  console.log(`MARGINALIA_RESULTS ${JSON.stringify({ passed: tests.length - failures.length, failures })}`);
}
