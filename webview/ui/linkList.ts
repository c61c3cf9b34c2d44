/** The lines of files that a note links to: each opens them. */
import { html, nothing, type TemplateResult } from "lit";
import type { Reply } from "../../src/domain/note.ts";
import { openLines } from "../state/linking.ts";
import type { Reader } from "../state/reader.ts";
import { shortened } from "../state/wording.ts";
import { chain } from "./icons.ts";

const longestWords = 60;

export const linkList = (reader: Reader, { id, links = [] }: Reply): TemplateResult | typeof nothing =>
  links.length === 0
    ? nothing
    : html`<ul class="file-links" aria-label="Linked lines">
        ${links.map(
          ({ path, words }, at) =>
            html`<li>
              <button
                type="button"
                class="file-link"
                title="Open the linked lines of ${path}"
                @click=${() => void openLines(reader, id, at)}
              >
                ${chain}<span class="file-name">${path.slice(path.lastIndexOf("/") + 1)}</span>
                <code dir="auto">${shortened(words.replace(/\s+/gu, " "), longestWords)}</code>
              </button>
            </li>`,
        )}
      </ul>`;
