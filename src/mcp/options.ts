/** The command line of the server. */
import { fail, ok, type Result } from "../base/result.ts";

export interface Options {
  /** Folders that hold a library, or are one. */
  readonly libraries: readonly string[];
  readonly allowProposals: boolean;
  /** Whose links open papers: "vscode", or that of an editor made from it. */
  readonly scheme: string;
}

export const usage = `Marginalia's library of papers for agents, over the Model Context Protocol on stdin and stdout.

  node dist/mcp.js --library DIR [--library DIR …] [--allow-proposals] [--scheme vscode]

  --library DIR      a folder with a .marginalia folder in it, or that folder itself
  --allow-proposals  lets agents put notes before the user; without it everything is only read
  --scheme NAME      which editor the links open papers in; "vscode" where it is left out`;

export function optionsOf(words: readonly string[]): Result<Options> {
  const libraries: string[] = [];
  let [allowProposals, scheme] = [false, "vscode"];
  for (let at = 0; at < words.length; at++) {
    const [word = "", next] = words.slice(at);
    if (word === "--allow-proposals") allowProposals = true;
    else if (word === "--library" || word === "--scheme") {
      if (next === undefined || next.startsWith("--")) return fail(`${word} needs a value behind it`);
      if (word === "--library") libraries.push(next);
      else if (/^[a-z][a-z0-9+.-]*$/u.test(next)) scheme = next;
      else return fail(`"${next}" is not the scheme of an address`);
      at++;
    } else return fail(`"${word}" is not an option`);
  }
  return libraries.length === 0 ? fail("No library is named") : ok({ libraries, allowProposals, scheme });
}
