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
export const struck = icon(
  svg`<path d="M4.5 12.2c.9.8 2.1 1.2 3.5 1.2 2 0 3.4-1 3.4-2.5 0-1.1-.7-1.9-1.9-2.4 M11 4.400C10.3 3.3 9.2 2.6 8 2.600c-1.9 0-3.3 1-3.3 2.5 0 .8.4 1.5 1.2 1.9 M2.5 8h11"/>`,
);
export const copyIcon = icon(svg`<path d="M5.5 5.5h7v8h-7z M10.5 5.5v-3h-7v8h2"/>`);
export const arrow = icon(svg`<path d="M4.5 2.5V12L7 9.700l1.7 3.8 1.6-.7L8.6 9.100H12z"/>`);
export const markerIcon = icon(svg`<path d="M3 13.5h5 M5 11l-.5-2 6-6.2 2.7 2.6-6 6.100z"/>`);
export const areaIcon = icon(
  svg`<path d="M2.5 5V2.5H5 M11 2.5h2.500V5 M13.5 11v2.500H11 M5 13.500H2.500V11 M5.5 8h5 M8 5.500v5"/>`,
);
export const stickyIcon = icon(svg`<path d="M3 3h10v6.500L9.5 13H3z M9.5 13V9.500H13"/>`);
export const penIcon = icon(svg`<path d="M3 11c2-5 4-7 5-6s-3 6-1.5 6.500S10 8 11 8.500s-.5 2.5 2 2.5"/>`);
export const notesIcon = icon(svg`<path d="M3 3h10v8H8.500L6 13.500V11H3z M5.5 5.800h5 M5.5 8.200h3"/>`);
