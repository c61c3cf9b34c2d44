/** Downloads a PDF: only when asked to, only by http(s), never more than allowed, and never without end. */
import { isPrivateHost } from "../../base/privateHosts.ts";
import { reasonOf } from "../../base/result.ts";
import { whyNoPdf } from "./pdfBytes.ts";

export interface DownloadOptions {
  readonly largestBytes: number;
  readonly signal: AbortSignal;
  /** Bytes read so far, and how many there will be where the server says. */
  readonly progress: (read: number, total: number | undefined) => void;
  /** For tests. */
  readonly longestSilenceMs?: number;
}

const mostRedirects = 5;
const silenceMs = 30_000;

/** @throws with a sentence that names the address and what to do. */
export async function downloadPdf(address: string, options: DownloadOptions): Promise<Uint8Array> {
  const { signal, longestSilenceMs = silenceMs } = options;
  const silence = new AbortController();
  let patience: ReturnType<typeof setTimeout> | undefined;
  const wait = (): void => {
    clearTimeout(patience);
    patience = setTimeout(() => silence.abort(), longestSilenceMs);
  };
  try {
    wait();
    const answer = await follow(address, AbortSignal.any([signal, silence.signal]));
    const bytes = await read(answer, options, wait);
    const why = whyNoPdf(bytes);
    if (why !== undefined)
      throw new Error(
        `what it answered is no paper: ${why}. Open the address in a browser and attach the file`,
      );
    return bytes;
  } catch (thrown) {
    if (signal.aborted) throw new Error("The download was cancelled", { cause: thrown });
    const why = silence.signal.aborted ? "the server does not answer. Try again later" : sentenceOf(thrown);
    throw new Error(`${address} could not be downloaded: ${why}.`, { cause: thrown });
  } finally {
    clearTimeout(patience);
  }
}

/** A browser says no more than that it failed, for instance because the server forbids it to look. */
const sentenceOf = (thrown: unknown): string =>
  thrown instanceof TypeError && /fetch/iu.test(thrown.message)
    ? `it cannot be reached from here (${reasonOf(thrown.cause ?? thrown)}). Open it in a browser and attach the file`
    : reasonOf(thrown);

/** Redirects are followed by hand, so that none leads to anything but http(s), or into a network that only we can reach. */
async function follow(address: string, signal: AbortSignal): Promise<Response> {
  let url = webAddress(address);
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const answer = await fetch(url, {
      signal,
      redirect: "manual",
      headers: { accept: "application/pdf,*/*" },
    });
    // A browser hides where a redirect leads: there it has to follow by itself.
    if (answer.type === "opaqueredirect") return await fetch(url, { signal });
    const next = answer.status >= 300 && answer.status < 400 ? answer.headers.get("location") : null;
    if (next === null) {
      if (answer.ok) return answer;
      throw new Error(
        `the server answered ${answer.status}${answer.status === 404 ? ": there is nothing there" : ""}`,
      );
    }
    await answer.body?.cancel();
    const from = url;
    url = webAddress(new URL(next, from).href);
    if (isPrivateHost(url.hostname) && url.hostname !== from.hostname)
      throw new Error("it leads into a private network");
  }
  throw new Error("it leads from address to address without end");
}

function webAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol))
    throw new Error("it is no address of the web: it has to begin with https://");
  return url;
}

async function read(
  answer: Response,
  { largestBytes, progress }: DownloadOptions,
  heard: () => void,
): Promise<Uint8Array> {
  const tooLarge = (): Error =>
    new Error(
      `it is larger than ${Math.round(largestBytes / 1e6)} MB, see the setting marginalia.pdf.largestDownload`,
    );
  const said = Number(answer.headers.get("content-length"));
  const total = said > 0 ? said : undefined;
  if (total !== undefined && total > largestBytes) {
    await answer.body?.cancel();
    throw tooLarge();
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = answer.body?.getReader();
  for (;;) {
    const { value } = (await reader?.read()) ?? {};
    if (value === undefined) break;
    length += value.length;
    if (length > largestBytes) {
      await reader?.cancel();
      throw tooLarge();
    }
    chunks.push(value);
    heard();
    progress(length, total);
  }
  if (total !== undefined && length < total)
    throw new Error(`it broke off after ${length} of ${total} bytes. Try again`);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
