/** Stands in for VS Code and the host before the page of a PDF starts: speaks through the real channel, in memory. */
import { openChannel, type Ask, type Handlers } from "../../src/protocol/channel.ts";
import { pdfAsks, pdfTells, type KnownPaper, type PdfOpening } from "../../src/protocol/pdf.ts";
import { isDeleted, type Annotation, type AnnotationId } from "../../src/domain/annotation.ts";
import type { PaperId } from "../../src/domain/paperId.ts";
import { inPdf } from "../../src/domain/renditions.ts";
import { composeNote, composeReply, deleted, edited } from "../../src/notes/compose.ts";
import { notesOf } from "../../src/notes/view.ts";
import type { Theme } from "./fixture.ts";
import { lineToPage, watched, wear, wearFromTheStart, type Asked } from "./standIn.ts";

const paper = "arxiv-1706.03762" as PaperId;
const now = (): string => new Date().toISOString();

export interface PdfFixture extends PdfOpening {
  readonly theme: Theme;
  /** How long the host thinks before it says what to open. */
  readonly waitMs?: number;
}

type Asks = typeof pdfAsks;

export class PdfHost {
  readonly asked: Asked[] = [];
  readonly refused: string[] = [];
  readonly violations: string[] = [];
  readonly #line = lineToPage();
  readonly receive = this.#line.receive;
  readonly wear = wear;
  readonly #channel;
  #annotations = new Map<AnnotationId, Annotation>();
  #abstract = "";
  #done: (readonly { readonly id: AnnotationId; readonly before: Annotation | undefined }[])[] = [];
  /** What the library has of the papers that are cited. */
  papers: readonly KnownPaper[] = [];
  /** How long the "disk" takes. */
  diskMs = 0;
  /** When the page was told what to open, in milliseconds since it was asked for. */
  openedAt = 0;
  /** When the first page was drawn. */
  drawnAt = 0;

  constructor(opening: PdfFixture) {
    const handlers: Handlers<Asks> = {
      open: async () => {
        const { waitMs = 0, theme: _, ...what } = opening;
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        this.openedAt = performance.now();
        return what;
      },
      keepView: () => undefined,
      keepTones: () => undefined,
      keepPassword: () => undefined,
      openLink: ({ url }) => {
        if (!/^https?:/u.test(url)) throw new Error("such links are not opened");
      },
      openOtherwise: () => undefined,
      identify: () => undefined,
      acceptOffer: () => this.#tellOfferGone(),
      declineOffer: () => this.#tellOfferGone(),
      showAbstract: () => undefined,
      annotate: async ({ region, quote, picture, ...note }) => {
        const part =
          region === undefined ? undefined : { region, quote, ...(picture && { picture: "a.png" }) };
        await this.#wait();
        this.#put(composeNote({ paper, part, ...note }, this.#made(note.id)));
      },
      move: ({ places }) =>
        this.#put(
          ...places.map(({ id, ...part }) => edited(this.#standing(id), { place: { paper, part } }, now())),
        ),
      edit: ({ id, ...edit }) => this.#put(edited(this.#standing(id), edit, now())),
      editAll: ({ edits }) =>
        this.#put(...edits.map(({ id, ...edit }) => edited(this.#standing(id), edit, now()))),
      removeAll: ({ ids }) => this.#put(...ids.map((id) => deleted(this.#standing(id), now()))),
      reply: ({ to, comment }) => {
        const id = `urn:uuid:${crypto.randomUUID()}` as AnnotationId;
        this.#put(composeReply(to, comment, this.#made(id)));
        return id;
      },
      settle: () => undefined,
      linkToCode: () => undefined,
      openLines: () => undefined,
      insertQuote: () => "paper.tex",
      showHistory: () => undefined,
      accept: ({ id, region, quote }) => {
        const place = region === undefined ? undefined : { paper, part: { region, quote } };
        this.#put(edited(this.#standing(id), { place }, now()));
      },
      dismiss: ({ id }) => this.#put(deleted(this.#standing(id), now())),
      remove: ({ id }) => this.#put(deleted(this.#standing(id), now())),
      undo: () => this.#undo(),
      redo: () => undefined,
      copy: () => undefined,
      keepText: () => undefined,
      lookUp: ({ text }) => {
        const known = this.papers.find(({ title }) => text.includes(title));
        return known === undefined ? {} : { paper: known };
      },
      openPaper: () => undefined,
      importReference: ({ title = "" }) => ({ id: "title-1", title, abstract: "", notes: 0 }),
      report: () => undefined,
    };
    this.#channel = openChannel(
      this.#line.wire,
      pdfAsks,
      watched<Asks>(handlers, this.asked),
      pdfTells,
      (why) => this.refused.push(why),
    );
  }

  /** The annotations as they would be stored. */
  get annotations(): readonly Annotation[] {
    return [...this.#annotations.values()].filter((annotation) => !isDeleted(annotation));
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.diskMs));
  }

  #made(id: AnnotationId) {
    return { id, now: now(), author: { name: "Ada", email: undefined } };
  }

  #standing(id: AnnotationId): Annotation {
    const known = this.#annotations.get(id);
    if (known === undefined) throw new Error("this note is no longer there");
    return known;
  }

  #put(...annotations: readonly Annotation[]): void {
    this.#done.push(annotations.map(({ id }) => ({ id, before: this.#annotations.get(id) })));
    for (const annotation of annotations) this.#annotations.set(annotation.id, annotation);
    this.#tellStanding();
  }

  /** Someone else wrote these. */
  replace(annotations: readonly Annotation[], abstract = ""): void {
    this.#annotations = new Map(annotations.map((annotation) => [annotation.id, annotation]));
    this.#abstract = abstract;
    this.#tellStanding();
  }

  #tellStanding(): void {
    const all = notesOf([...this.#annotations.values()], this.#abstract);
    void this.tell("standingChanged", {
      paper: { id: paper, title: "A paper" },
      notes: all.flatMap((note) => inPdf(note) ?? []),
      onAbstract: all.filter((note) => inPdf(note) === undefined),
      writable: true,
    });
  }

  #tellOfferGone(): void {
    void this.tell("standingChanged", { notes: [], writable: true });
  }

  #undo(): string | undefined {
    const steps = this.#done.pop();
    if (steps === undefined) return undefined;
    for (const { id, before } of steps)
      if (before === undefined) this.#annotations.delete(id);
      else this.#annotations.set(id, before);
    this.#tellStanding();
    return "Undone: a change";
  }

  tell<K extends keyof typeof pdfTells>(call: K, what: Ask<typeof pdfTells, K>): Promise<unknown> {
    return this.#channel.ask(call, what);
  }
}

declare global {
  interface Window {
    pdfFixture?: PdfFixture;
    pdfHost: PdfHost;
  }
}

const fixture = window.pdfFixture;
if (fixture !== undefined) {
  const { theme } = fixture;
  const host = new PdfHost(fixture);
  window.pdfHost = host;
  window.acquireVsCodeApi = () => ({ postMessage: (message) => host.receive(message) });
  document.addEventListener(
    "securitypolicyviolation",
    ({ violatedDirective, blockedURI, sourceFile, lineNumber }) =>
      host.violations.push(`${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber}`),
  );
  const drawn = new MutationObserver(() => {
    if (document.querySelector(".page > .marks") === null) return; // laid over a page when it has been drawn
    drawn.disconnect();
    requestAnimationFrame(() => (host.drawnAt = performance.now()));
  });
  drawn.observe(document, { subtree: true, childList: true });
  wearFromTheStart(theme);
}
