/** Small pictures of the pages in a list, drawn one after another as they come into sight and let go when they leave it. */
import type { PDFDocumentProxy } from "./pdfDocument.ts";

const widthPx = 120;

export class Thumbnails {
  /** Lies in the side panel. */
  readonly list = document.createElement("ul");
  readonly #choose: (page: number) => void;
  #pdf: PDFDocumentProxy | undefined;
  #sight: IntersectionObserver | undefined;
  readonly #wanted = new Set<number>();
  #isDrawing = false;
  #current = 0;

  constructor(choose: (page: number) => void) {
    this.#choose = choose;
    this.list.className = "thumbnails";
    this.list.setAttribute("aria-label", "Pages");
    this.list.addEventListener("keydown", (event) => this.#step(event));
  }

  /** Nothing is drawn before the list is first in sight. */
  show(pdf: PDFDocumentProxy, labels: readonly string[], ratio: number): void {
    this.#pdf = pdf;
    this.#sight?.disconnect();
    this.#wanted.clear();
    this.#sight = new IntersectionObserver((entries) => this.#inSight(entries), {
      root: this.list,
      rootMargin: "50% 0px",
    });
    this.list.replaceChildren(...labels.map((label, index) => this.#item(index + 1, label, ratio)));
    for (const item of this.list.children) this.#sight.observe(item);
    this.#current = 0;
  }

  /** Marks the page that one reads. */
  mark(page: number, isShown: boolean): void {
    if (page !== this.#current) {
      const before = this.#button(this.#current);
      before?.removeAttribute("aria-current");
      if (before !== undefined) before.tabIndex = -1;
      const now = this.#button(page);
      now?.setAttribute("aria-current", "page");
      if (now !== undefined) now.tabIndex = 0;
      this.#current = page;
    }
    if (isShown) this.#button(page)?.scrollIntoView({ block: "nearest" });
  }

  #item(page: number, label: string, ratio: number): HTMLLIElement {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.tabIndex = -1;
    button.dataset["page"] = String(page);
    button.setAttribute("aria-label", `Page ${label}`);
    button.addEventListener("click", () => this.#choose(page));
    const canvas = document.createElement("canvas");
    canvas.width = 0;
    canvas.style.aspectRatio = String(ratio);
    const caption = document.createElement("span");
    caption.textContent = label;
    button.append(canvas, caption);
    item.append(button);
    return item;
  }

  #button(page: number): HTMLButtonElement | undefined {
    return this.list.children[page - 1]?.querySelector("button") ?? undefined;
  }

  #inSight(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const canvas = target.querySelector("canvas");
      const page = Number(target.querySelector("button")?.dataset["page"]);
      if (isIntersecting) this.#wanted.add(page);
      else this.#wanted.delete(page);
      if (!isIntersecting && canvas !== null) canvas.width = 0;
    }
    void this.#draw();
  }

  async #draw(): Promise<void> {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    try {
      for (const [page] of this.#wanted.entries()) {
        this.#wanted.delete(page);
        const canvas = this.#button(page)?.querySelector("canvas");
        // A page that cannot be drawn small cannot be drawn large either: there it is said.
        if (canvas?.width === 0) await this.#drawOne(page, canvas).catch(() => undefined);
      }
    } finally {
      this.#isDrawing = false;
    }
    if (this.#wanted.size > 0) void this.#draw();
  }

  async #drawOne(number: number, canvas: HTMLCanvasElement): Promise<void> {
    const page = await this.#pdf?.getPage(number);
    if (page === undefined) return;
    const { width } = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: (widthPx * devicePixelRatio) / width });
    canvas.style.aspectRatio = String(viewport.width / viewport.height);
    canvas.width = Math.round(viewport.width);
    canvas.height = Math.round(viewport.height);
    await page.render({ canvas, viewport }).promise;
  }

  #step(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 }[event.key];
    const last = this.list.children.length;
    const focused = Number((event.target as HTMLElement).dataset["page"]);
    const to = event.key === "Home" ? 1 : event.key === "End" ? last : focused + (step ?? Number.NaN);
    if (!Number.isFinite(to)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#button(Math.max(1, Math.min(last, to)))?.focus();
  }
}
