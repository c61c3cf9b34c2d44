/** One spelling for identifiers and addresses that mean the same paper. */

/** Lower case; a version is no part of it; arXiv's DOIs and Hugging Face's paper ids are arXiv ids. */
export function canonicalIdentifier(identifier: string): string {
  const name = identifier.trim().toLowerCase();
  const arxiv = /^(?:arxiv:|hf:|doi:10\.48550\/arxiv\.)(.+?)(?:v\d+)?$/u.exec(name)?.[1];
  return arxiv === undefined ? name : `arxiv:${arxiv}`;
}

/** Without the protocol, "www.", a fragment, and what leads to the same paper's PDF. */
export const canonicalUrl = (url: string): string =>
  url
    .replace(/^https?:\/\//iu, "")
    .replace(/^www\./iu, "")
    .replace(/#.*$/u, "")
    .replace(/^[^/]+/u, (host) => host.toLowerCase())
    .replace(/(?:\.pdf)?\/?$/iu, "");
