/** Lines of a text one after another, so that a file of 50 MB is never cut up at once. Numbered from 1, as editors count. */
export interface TextLine {
  readonly number: number;
  readonly text: string;
}

const longestLine = 100_000;

export function* textLines(text: string): Generator<TextLine> {
  let number = 0;
  for (let start = text.startsWith("\uFEFF") ? 1 : 0; start <= text.length;) {
    const found = text.indexOf("\n", start);
    const end = found === -1 ? text.length : found;
    const line = text.slice(start, Math.min(end, start + longestLine));
    number++;
    // Old Macs end lines with a carriage return alone.
    if (found === -1 && line.includes("\r")) {
      for (const part of line.split("\r")) yield { number: number++, text: part };
      return;
    }
    yield { number, text: line.endsWith("\r") ? line.slice(0, -1) : line };
    start = end + 1;
  }
}
