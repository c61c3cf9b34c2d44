/**
 * Starts pdf.js's worker. A webview may neither start one from its own files nor import one, so the page fetches the text and
 * makes a blob of it; and since pdf.js waits for ever for a worker that does not start, this watches over its first word.
 */
const longestStartMs = 15_000;

export async function startWorker(address: URL): Promise<Worker> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`the PDF engine could not be read (${answer.status})`);
  const blob = new Blob([await answer.text()], { type: "text/javascript" });
  const url = URL.createObjectURL(blob);
  try {
    const worker = new Worker(url, { type: "module" });
    await firstWord(worker);
    return worker;
  } finally {
    URL.revokeObjectURL(url);
  }
}

function firstWord(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      worker.terminate();
      reject(new Error(why));
    };
    const patience = setTimeout(() => fail("the PDF engine did not start in time"), longestStartMs);
    worker.addEventListener("error", () => fail("the PDF engine could not be started"), { once: true });
    worker.addEventListener(
      "message",
      () => {
        clearTimeout(patience);
        resolve();
      },
      { once: true },
    );
  });
}
