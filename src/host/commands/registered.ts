/** Registers commands, and is where what they throw meets the person: one sentence, with a way on. */
import * as vscode from "vscode";
import { Disposables, type Disposable } from "../../base/disposables.ts";
import type { Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";

export type CommandBody = (...args: readonly unknown[]) => unknown;

/** A log that can be brought before the person. */
export interface ShownLog extends Log {
  show(): void;
}

export function registered(bodies: Readonly<Record<string, CommandBody>>, log: ShownLog): Disposable {
  const own = new Disposables();
  for (const [id, body] of Object.entries(bodies))
    own.add(
      vscode.commands.registerCommand(id, async (...args: unknown[]) => {
        try {
          return await body(...args);
        } catch (thrown) {
          log.error(`${id} failed: ${reasonOf(thrown)}`);
          void complain(reasonOf(thrown), log);
          throw thrown; // whoever called it from code hears of it too
        }
      }),
    );
  return own;
}

/** Does something that nobody waits for, and tells what goes wrong. */
export function telling(work: Promise<unknown>, log: ShownLog): void {
  work.catch((thrown: unknown) => {
    log.error(`Something was not done: ${reasonOf(thrown)}`);
    void complain(reasonOf(thrown), log);
  });
}

async function complain(why: string, log: ShownLog): Promise<void> {
  const showLog = "Show Log";
  if ((await vscode.window.showErrorMessage(`Marginalia: ${why}`, showLog)) === showLog) log.show();
}
