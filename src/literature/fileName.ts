/** Names of files that stand in paths, in wikilinks and in addresses, on every system. */
import { isDeviceName } from "../base/deviceNames.ts";

/** Most systems take 255, and an ending comes behind it. */
const mostBytes = 200;

export function fileName(name: string): string {
  const signs = [...name.normalize("NFC").replace(/[\p{C}/\\:*?"<>|#%^[\]]+/gu, "-")].slice(0, 100);
  while (new TextEncoder().encode(signs.join("")).length > mostBytes) signs.pop();
  const plain = signs.join("").replace(/^[. ]+|[. ]+$/gu, "");
  return plain === "" || isDeviceName(plain) ? `_${plain}` : plain;
}
