/** Hears keys, wheel, links and the theme for the whole page. What is not meant for it goes on to VS Code. */
import { isForControl, isPressable } from "../ui/controls.ts";
import type { Pages } from "./engine/pages.ts";
import { pdfKeyIn, type PdfKey } from "./state/keys.ts";
import { wheelFactor } from "./state/zoom.ts";

export interface Heard {
  readonly pages: Pages;
  /** A key that annotates; answers whether it was one. */
  readonly annotate: (event: KeyboardEvent) => boolean;
  /** Answers whether there was anything to do. */
  readonly perform: (key: PdfKey) => boolean;
  readonly openLink: (url: string) => void;
  /** The page may be thrown away now. */
  readonly leave: () => void;
  readonly themeChanged: () => void;
}

export function listenToPage({ pages, annotate, perform, openLink, leave, themeChanged }: Heard): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return;
    if (!isForControl(event) && annotate(event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const key = pdfKeyIn(event, isForControl(event));
    if (key === undefined) return;
    // Sideways the arrows scroll, where there is something to scroll to.
    const turns = key === "nextPage" || key === "previousPage";
    if (turns && (isPressable(event) || pages.element.scrollWidth > pages.element.clientWidth)) return;
    if (!perform(key)) return;
    event.preventDefault();
    event.stopPropagation(); // or VS Code would do something of its own with it
  });
  pages.element.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      pages.zoomBy(wheelFactor(event.deltaY, event.deltaMode), { x: event.clientX, y: event.clientY });
    },
    { passive: false },
  );
  const follow = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    const url = link?.getAttribute("href") ?? "";
    if (url === "") return;
    event.preventDefault(); // links within the document are followed by pdf.js
    const isOutside = !url.startsWith("#") && (event.button === 0 || event.button === 1);
    if (isOutside) openLink(url);
  };
  document.addEventListener("click", follow);
  document.addEventListener("auxclick", follow);
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", leave);
  new MutationObserver(themeChanged).observe(document.body, { attributeFilter: ["class"] });
}
