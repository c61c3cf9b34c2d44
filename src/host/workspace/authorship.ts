/** Who writes here: the settings, else git's `user.name` as VS Code's git extension knows it, else the system's user. */
import * as vscode from "vscode";
import { affects, configuredAuthor } from "./configuration.ts";
import { settings } from "./names.ts";

export interface Person {
  readonly name: string;
  readonly email?: string | undefined;
}

/** The part of the git extension's API (version 1) that is used here. */
interface GitApi {
  readonly repositories: readonly { getConfig(key: string): Promise<string> }[];
}

/** Git may still be starting; a note does not wait longer than this for it. */
const patienceMs = 1_000;

export class Authorship implements vscode.Disposable {
  readonly #systemUser: string;
  readonly #subscription: vscode.Disposable;
  #person: Promise<Person> | undefined;

  constructor(systemUser: string) {
    this.#systemUser = systemUser;
    this.#subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (affects(event, settings.authorName) || affects(event, settings.authorEmail))
        this.#person = undefined;
    });
  }

  person(): Promise<Person> {
    this.#person ??= this.#find();
    return this.#person;
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  async #find(): Promise<Person> {
    const configured = configuredAuthor();
    const git = configured.name === "" || configured.email === "" ? await gitPerson() : undefined;
    const name = configured.name || git?.name || this.#systemUser || "me";
    const email = configured.email || git?.email;
    return email ? { name, email } : { name };
  }
}

async function gitPerson(): Promise<Partial<Person>> {
  const late = new Promise<Partial<Person>>((resolve) => setTimeout(() => resolve({}), patienceMs));
  return Promise.race([askGit().catch(() => ({})), late]); // without git there is a fallback
}

async function askGit(): Promise<Partial<Person>> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>("vscode.git");
  const api = (await extension?.activate())?.getAPI(1);
  const repository = api?.repositories[0];
  if (repository === undefined) return {};
  const [name, email] = await Promise.all([
    repository.getConfig("user.name"),
    repository.getConfig("user.email"),
  ]);
  return { name: name.trim(), email: email.trim() };
}
