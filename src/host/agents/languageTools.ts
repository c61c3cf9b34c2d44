/** Offers the tools to the language models that the user has. */
import * as vscode from "vscode";
import { agentTools } from "../../agents/agentTools.ts";
import type { AgentTool, Desk } from "../../agents/tool.ts";
import { Disposables, type Disposable } from "../../base/disposables.ts";

/** @returns nothing to dispose of where the editor knows no such tools. */
export function offerTools(desk: Desk): Disposable {
  const own = new Disposables();
  if (hasTools())
    for (const tool of agentTools) own.add(vscode.lm.registerTool(tool.name, offered(tool, desk)));
  return own;
}

const offered = (tool: AgentTool, desk: Desk): vscode.LanguageModelTool<unknown> => ({
  prepareInvocation: ({ input }) => ({ invocationMessage: tool.doing(input) }),
  invoke: async ({ input }, token) => {
    const cancelled = new AbortController();
    const listening = token.onCancellationRequested(() => cancelled.abort());
    if (token.isCancellationRequested) cancelled.abort();
    try {
      const answer = await tool.answer(input, desk, cancelled.signal);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(answer)]);
    } catch (thrown) {
      if (cancelled.signal.aborted) throw new vscode.CancellationError();
      throw thrown;
    } finally {
      listening.dispose();
    }
  },
});

/** Editors that are made from VS Code may lack what no type says they lack. */
function hasTools(): boolean {
  const { lm }: { readonly lm?: Partial<typeof vscode.lm> } = vscode;
  return typeof lm?.registerTool === "function" && typeof vscode.LanguageModelToolResult === "function";
}
