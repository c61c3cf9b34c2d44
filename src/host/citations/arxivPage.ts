/** Asks arXiv for one paper: only when the person wishes it, only there, and never without end. */
import { reasonOf } from "../../base/result.ts";
import type { PaperDraft } from "../../domain/paper.ts";
import { importCitationPage } from "../../library/importers/citationPage.ts";

const patienceMs = 30_000;
const largestBytes = 3_000_000;
const arxiv = "https://arxiv.org";

/**
 * @param id such as "1706.03762", with or without version
 * @param site where to ask; other than arXiv in tests only
 * @throws with a sentence that says what to do
 */
export async function paperAtArxiv(id: string, signal: AbortSignal, site = arxiv): Promise<PaperDraft> {
  const address = `${site}/abs/${id}`;
  try {
    const answer = await fetch(address, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    });
    if (new URL(answer.url).host !== new URL(site).host) throw new Error("it leads away from arXiv");
    if (!answer.ok)
      throw new Error(answer.status === 404 ? "there is no such paper" : `it answered ${answer.status}`);
    const draft = importCitationPage(await textOf(answer));
    if (!draft.ok) throw new Error(draft.why);
    return draft.value;
  } catch (thrown) {
    if (signal.aborted) throw new Error("The import was cancelled", { cause: thrown });
    throw new Error(`arXiv:${id} could not be imported from ${address}: ${reasonOf(thrown)}.`, {
      cause: thrown,
    });
  }
}

async function textOf(answer: Response): Promise<string> {
  const decoder = new TextDecoder();
  const reader = answer.body?.getReader();
  let [text, length] = ["", 0];
  for (;;) {
    const { value } = (await reader?.read()) ?? {};
    if (value === undefined) return text + decoder.decode();
    length += value.length;
    if (length > largestBytes) {
      await reader?.cancel();
      throw new Error("its answer is too large to be a page");
    }
    text += decoder.decode(value, { stream: true });
  }
}
