/** Showing a person where something is: scrolling there and a short flash, calmer where motion is not wanted. */
export const wantsLessMotion = (): boolean =>
  matchMedia("(prefers-reduced-motion: reduce)").matches ||
  document.body.classList.contains("vscode-reduce-motion");

const marginPx = 48;

/** Scrolls the page so that a box is comfortably in view: no further than needed, and not at all where it is already. */
export function bringIntoView(box: { readonly top: number; readonly bottom: number }): void {
  const height = document.documentElement.clientHeight;
  const above = box.top - marginPx;
  const below = box.bottom - (height - marginPx);
  const isTall = box.bottom - box.top > height - 2 * marginPx;
  const nearest = above < 0 || isTall ? above : Math.max(0, below);
  if (nearest === 0) return;
  // What comes from afar is put in the middle, where one looks for it; and at once, for no eye follows that far.
  const isFar = Math.abs(nearest) > height / 2;
  const top = isFar && !isTall ? (box.top + box.bottom) / 2 - height / 2 : nearest;
  const isVeryFar = Math.abs(nearest) > 2 * height;
  scrollBy({ top, behavior: isVeryFar || wantsLessMotion() ? "instant" : "smooth" });
}

const flashMs = 1600;

/** Lays a fading veil over the lines of a range. */
export function flash(range: Range, frame: HTMLElement): void {
  const origin = frame.getBoundingClientRect();
  for (const rect of range.getClientRects()) {
    if (rect.width === 0) continue;
    const veil = document.createElement("div");
    veil.className = "flash";
    veil.style.left = `${rect.left - origin.left}px`;
    veil.style.top = `${rect.top - origin.top}px`;
    veil.style.width = `${rect.width}px`;
    veil.style.height = `${rect.height}px`;
    frame.append(veil);
    setTimeout(() => veil.remove(), flashMs);
  }
}
