/** The few icons of the page, sixteen units square, drawn in the colour of the text around them. */
import { svg, html, type TemplateResult } from "lit";

export const icon = (paths: TemplateResult): TemplateResult =>
  html`<svg
    class="icon"
    viewBox="0 0 16 16"
    width="16"
    height="16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.25"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${paths}
  </svg>`;

export const pencil = icon(
  svg`<path d="M3 13l.6-2.7 7.6-7.6a1 1 0 0 1 1.4 0l.7.7a1 1 0 0 1 0 1.4l-7.6 7.6z M10 4l2 2"/>`,
);
export const answer = icon(svg`<path d="M6.5 3.5L3 7l3.5 3.5 M3.3 7H9.5a3.5 3.5 0 0 1 3.5 3.5V12.5"/>`);
export const clock = icon(svg`<circle cx="8" cy="8" r="5.5"/><path d="M8 4.8V8l2.2 1.6"/>`);
export const bin = icon(
  svg`<path d="M3 4.5h10 M6.5 4.5V3h3v1.5 M4.5 4.5l.5 8.5h6l.5-8.5 M7 7v3.5 M9 7v3.5"/>`,
);
export const drop = icon(
  svg`<path d="M8 2.5c2.3 2.5 3.8 4.5 3.8 6.6a3.8 3.8 0 0 1-7.6 0C4.2 7 5.7 5 8 2.5z"/><path d="M8 11a2 2 0 0 0 1.9-1.9"/>`,
);
export const underlined = icon(svg`<path d="M4.5 2.5V7a3.5 3.5 0 0 0 7 0V2.5 M3.5 13.5h9"/>`);
export const bubble = icon(
  svg`<path d="M3.5 3h9A1.5 1.5 0 0 1 14 4.5v5a1.5 1.5 0 0 1-1.5 1.5H8l-3 2.5V11H3.5A1.5 1.5 0 0 1 2 9.5v-5A1.5 1.5 0 0 1 3.5 3z"/>`,
);
export const hash = icon(svg`<path d="M6.5 3L5 13 M11 3L9.5 13 M3.5 6.3h9.5 M3 9.7h9.5"/>`);
export const cross = icon(svg`<path d="M4 4l8 8 M12 4l-8 8"/>`);
export const plus = icon(svg`<path d="M8 3.5v9 M3.5 8h9"/>`);
export const warning = icon(svg`<path d="M8 2.5l6 10.5H2z M8 6.5v3 M8 11.3v.1"/>`);
export const chain = icon(
  svg`<path d="M6.8 9.2a2.6 2.6 0 0 0 3.700 0l2-2a2.6 2.6 0 0 0-3.700-3.700l-.9.9 M9.2 6.8a2.6 2.6 0 0 0-3.700 0l-2 2a2.6 2.6 0 0 0 3.700 3.700l.9-.9"/>`,
);
export const quoteMarks = icon(
  svg`<path d="M6.8 4.200C4.600 5 3.200 6.600 3.200 9v2.800h3.400V8.400H4.800 M13 4.200C10.800 5 9.400 6.600 9.400 9v2.800h3.400V8.400H11"/>`,
);
export const outward = icon(svg`<path d="M6 4H3.5v8.5H12V10 M9 3.5h3.5V7 M12.3 3.7L7.5 8.5"/>`);
export const spark = icon(
  svg`<path d="M7 2.5l1.3 3.7L12 7.5 8.3 8.8 7 12.5 5.7 8.8 2 7.5l3.7-1.3z M12.5 10.5v3 M11 12h3"/>`,
);
