/** Icons of the reader of PDFs, drawn like those of the reader of abstracts. */
import { svg } from "lit";
import { icon } from "../../ui/icons.ts";

export { plus } from "../../ui/icons.ts";
export const minus = icon(svg`<path d="M3.5 8h9"/>`);
export const backward = icon(svg`<path d="M13 8H3.5 M7 4L3 8l4 4"/>`);
export const forward = icon(svg`<path d="M3 8h9.5 M9 4l4 4-4 4"/>`);
export const up = icon(svg`<path d="M8 13V3.5 M4 7l4-4 4 4"/>`);
export const down = icon(svg`<path d="M8 3v9.5 M4 9l4 4 4-4"/>`);
export const chevron = icon(svg`<path d="M6 4l4 4-4 4"/>`);
export const magnifier = icon(svg`<path d="M10.2 10.2L13.5 13.5"/><circle cx="6.8" cy="6.8" r="4.3"/>`);
export const sideList = icon(svg`<path d="M3 4h10 M5.5 8H13 M5.5 12H13"/>`);
export const pagesIcon = icon(svg`<path d="M3 2.5h4v5H3z M9 2.5h4v5H9z M3 9.5h4v4H3z M9 9.5h4v4H9z"/>`);
export const turn = icon(svg`<path d="M12.5 6A5 5 0 1 0 13 9 M12.8 2.8V6H9.6"/>`);
export const moon = icon(svg`<path d="M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5z"/>`);
export const sheet = icon(svg`<path d="M4 2.5h5.5L12 5v8.5H4z M9.3 2.7V5.2h2.5 M6 8h4 M6 10.5h4"/>`);
