/** Reads a file by its address, tells how far it is, and does not wait for ever. */
const longestSilenceMs = 30_000;

export async function readBytes(url: string, progress: (read: number) => void): Promise<Uint8Array> {
  const stop = new AbortController();
  let patience: ReturnType<typeof setTimeout> | undefined;
  const beginWaiting = (): void => {
    clearTimeout(patience);
    patience = setTimeout(() => stop.abort(), longestSilenceMs);
  };
  beginWaiting();
  try {
    const answer = await fetch(url, { signal: stop.signal, cache: "no-store" });
    if (answer.status === 404) throw new Error("the file is not there any more");
    if (!answer.ok) throw new Error(`the file could not be read (${answer.status})`);
    const chunks: Uint8Array[] = [];
    let read = 0;
    const reader = answer.body?.getReader();
    for (;;) {
      const part = await reader?.read();
      if (part?.value === undefined) break;
      chunks.push(part.value);
      read += part.value.length;
      progress(read);
      beginWaiting();
    }
    return joined(chunks, read);
  } catch (failure) {
    if (stop.signal.aborted) throw new Error("reading the file takes too long", { cause: failure });
    throw failure;
  } finally {
    clearTimeout(patience);
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
