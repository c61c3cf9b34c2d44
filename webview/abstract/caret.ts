/**
 * A caret for reading: moved with the keys every text field knows, drawn by us, because text that cannot be edited has none.
 * The browser's own `Selection.modify` does the moving, so words and lines are what they are elsewhere on this system.
 */
export interface CaretMove {
  readonly direction: "forward" | "backward";
  readonly by: "character" | "word" | "line" | "lineboundary" | "documentboundary";
  readonly extend: boolean;
}

const isMac = (): boolean => /mac/iu.test(navigator.platform);

const steps: Readonly<Record<string, Pick<CaretMove, "direction" | "by">>> = {
  ArrowLeft: { direction: "backward", by: "character" },
  ArrowRight: { direction: "forward", by: "character" },
  ArrowUp: { direction: "backward", by: "line" },
  ArrowDown: { direction: "forward", by: "line" },
  Home: { direction: "backward", by: "lineboundary" },
  End: { direction: "forward", by: "lineboundary" },
};

/** What a key asks of the caret; `undefined` for keys that belong to someone else. */
export function moveFor(event: KeyboardEvent): CaretMove | undefined {
  const step = steps[event.key];
  if (step === undefined || event.metaKey) return undefined;
  const bigger = isMac() ? event.altKey : event.ctrlKey;
  const foreign = isMac() ? event.ctrlKey : event.altKey;
  if (foreign) return undefined;
  if (!bigger) return { ...step, extend: event.shiftKey };
  if (step.by === "character") return { ...step, by: "word", extend: event.shiftKey };
  if (step.by === "lineboundary") return { ...step, by: "documentboundary", extend: event.shiftKey };
  return undefined;
}

/** Moves the document's selection. */
export function moveSelection({ direction, by, extend }: CaretMove): void {
  document.getSelection()?.modify(extend ? "extend" : "move", direction, by);
}

/** Puts the caret where the moving end of the selection is. */
export function drawCaret(caret: HTMLElement, frame: HTMLElement): void {
  const selection = document.getSelection();
  const { focusNode, focusOffset } = selection ?? {};
  const box =
    focusNode === null || focusNode === undefined || focusOffset === undefined || !frame.contains(focusNode)
      ? undefined
      : boxAt(focusNode, focusOffset);
  caret.hidden = box === undefined;
  if (box === undefined) return;
  const origin = frame.getBoundingClientRect();
  caret.style.left = `${box.left - origin.left}px`;
  caret.style.top = `${box.top - origin.top}px`;
  caret.style.height = `${box.height}px`;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

function boxAt(node: Node, offset: number): Box | undefined {
  const range = document.createRange();
  if (node.nodeType === Node.TEXT_NODE) {
    const length = node.textContent?.length ?? 0;
    // A collapsed range at the start of a line still reports the end of the line before: measure the next letter.
    if (offset < length) {
      range.setStart(node, offset);
      range.setEnd(node, offset + 1);
      const rect = [...range.getClientRects()].at(-1);
      if (rect !== undefined) return rect;
    }
    range.setStart(node, Math.max(0, offset - 1));
    range.setEnd(node, offset);
    const rect = [...range.getClientRects()].at(-1);
    return rect === undefined ? undefined : { left: rect.right, top: rect.top, height: rect.height };
  }
  const [before, after] = [node.childNodes[offset - 1], node.childNodes[offset]];
  const beside = before ?? after;
  if (beside === undefined) return undefined;
  range.selectNode(beside);
  const rect = range.getBoundingClientRect();
  return { left: beside === before ? rect.right : rect.left, top: rect.top, height: rect.height };
}
