/** Notes which pages of PDFs a person stays on, and keeps the furthest with the paper when they pause or leave. */
import type { Clock, Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { Progress } from "../../domain/paper.ts";
import type { PaperId } from "../../domain/paperId.ts";
import type { Library } from "../../library/library.ts";
import { progressed } from "../../library/progress.ts";

export interface ReadingProgressPorts {
  readonly library: Library;
  readonly clock: Clock;
  readonly log: Log;
  /** Whoever leaves a page earlier has passed it, on the way to a reference perhaps. */
  readonly stayMs: number;
  /** A file is written no oftener than that while pages are turned. */
  readonly pauseMs: number;
}

interface Looked {
  /** The furthest page that was stayed on. */
  furthest: Progress | undefined;
  now: Progress;
  since: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export class ReadingProgress {
  readonly #ports: ReadingProgressPorts;
  readonly #looked = new Map<PaperId, Looked>();

  constructor(ports: ReadingProgressPorts) {
    this.#ports = ports;
  }

  /** A page is in front of the person. */
  saw(paper: PaperId, page: number, pages: number): void {
    const now = { page, pages };
    const known = this.#looked.get(paper);
    if (known === undefined)
      this.#looked.set(paper, { furthest: undefined, now, since: Date.now(), timer: undefined });
    else if (known.now.page !== page || known.now.pages !== pages) {
      this.#settle(known);
      known.now = now;
      known.since = Date.now();
    }
    const looked = this.#looked.get(paper);
    if (looked === undefined) return;
    clearTimeout(looked.timer);
    looked.timer = setTimeout(() => void this.#keep(paper, looked), this.#ports.pauseMs);
  }

  /** The PDF was closed or hidden. Resolves when it is kept. */
  async left(paper: PaperId): Promise<void> {
    const looked = this.#looked.get(paper);
    if (looked === undefined) return;
    this.#looked.delete(paper);
    clearTimeout(looked.timer);
    await this.#keep(paper, looked);
  }

  dispose(): void {
    for (const { timer } of this.#looked.values()) clearTimeout(timer);
    this.#looked.clear();
  }

  #settle(looked: Looked): void {
    const { now, since, furthest } = looked;
    if (Date.now() - since < this.#ports.stayMs) return;
    if (furthest === undefined || now.page > furthest.page || now.pages !== furthest.pages)
      looked.furthest = now;
  }

  async #keep(paper: PaperId, looked: Looked): Promise<void> {
    this.#settle(looked);
    const { library, clock, log } = this.#ports;
    const { furthest } = looked;
    if (furthest === undefined || library.get(paper) === undefined) return;
    try {
      await library.change(paper, (now) => progressed(now, furthest, clock.now().slice(0, 10)), {
        unasked: true,
      });
    } catch (thrown) {
      log.warn(`How far a PDF was read could not be kept: ${reasonOf(thrown)}`);
    }
  }
}
