/** Showing a person where something is: scrolling there and a short flash, calmer where motion is not wanted. */
export const wantsLessMotion = (): boolean =>
  matchMedia("(prefers-reduced-motion: reduce)").matches ||
  document.body.classList.contains("vscode-reduce-motion");

const marginPx = 48;

/** Scrolls the page so that a box is comfortably in view; does nothing where it already is. */
export function bringIntoView(box: { readonly top: number; readonly bottom: number }): void {
  const height = document.documentElement.clientHeight;
  const isInView = box.top >= marginPx && box.bottom <= height - marginPx;
  if (isInView) return;
  const tall = box.bottom - box.top > height - 2 * marginPx;
  const top = tall ? box.top - marginPx : (box.top + box.bottom) / 2 - height / 2;
  const isFar = Math.abs(top) > 2 * height; // the eye cannot follow that far, and should not have to wait
  scrollBy({ top, behavior: isFar || wantsLessMotion() ? "instant" : "smooth" });
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
