/** Text of files that may be older than UTF-8. */

export interface DecodedText {
  readonly text: string;
  /** As VS Code names it. */
  readonly encoding: "utf8" | "utf16le" | "utf16be" | "windows1252";
}

/** UTF-8 where it is well formed, else as it was written in western Europe: Latin-1, with Windows' additions. */
export function decodedText(bytes: Uint8Array): DecodedText {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: decode(bytes, "utf-16le"), encoding: "utf16le" };
  if (first === 0xfe && second === 0xff) return { text: decode(bytes, "utf-16be"), encoding: "utf16be" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf8" };
  } catch {
    return { text: decode(bytes, "windows-1252"), encoding: "windows1252" };
  }
}

const decode = (bytes: Uint8Array, encoding: string): string => new TextDecoder(encoding).decode(bytes);
