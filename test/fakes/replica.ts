/** Someone who writes versions of one note, and sees those of others only when they were exchanged. */
import type { Annotation } from "../../src/domain/annotation.ts";
import type { Author } from "../../src/notes/author.ts";
import { after } from "../../src/notes/compose.ts";
import { asStored } from "../../src/notes/log.ts";
import { asRevision } from "../../src/notes/revision.ts";
import { headsOf, standingOf, type Standing } from "../../src/notes/standing.ts";

export class Replica {
  readonly author: Author;
  #lines: readonly Annotation[];
  #count = 0;

  constructor(author: Author, lines: readonly Annotation[]) {
    this.author = author;
    this.#lines = lines;
  }

  get lines(): readonly Annotation[] {
    return this.#lines;
  }

  get standing(): Standing {
    return standingOf(this.#lines);
  }

  write(content: Annotation, now: string, settles: readonly string[] = []): Annotation {
    const { standing } = this;
    const { lines } = standing;
    const line = asStored(
      asRevision(
        { ...content, modified: after(lines.at(-1)?.modified ?? now, now) },
        {
          revision: `${this.author.name}${this.#count++}`,
          basedOn: headsOf(standing),
          editor: this.author,
          settles,
        },
      ),
    );
    this.#lines = [...this.#lines, line];
    return line;
  }

  /** Takes over lines as a union merge does: some may come twice. */
  take(lines: readonly Annotation[]): void {
    this.#lines = [...this.#lines, ...lines];
  }
}
