/** Offers the tools to the language models that the user has. */
import * as vscode from "vscode";
import { agentTools } from "../../agents/agentTools.ts";
import type { AgentTool, Desk } from "../../agents/tool.ts";
import { abortedBy } from "../workspace/aborted.ts";
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
    const called = abortedBy(token);
    try {
      const answer = await tool.answer(input, desk, called.signal);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(answer)]);
    } catch (thrown) {
      if (called.signal.aborted) throw new vscode.CancellationError();
      throw thrown;
    } finally {
      called.dispose();
    }
  },
});

/** Editors that are made from VS Code may lack what no type says they lack. */
function hasTools(): boolean {
  const { lm }: { readonly lm?: Partial<typeof vscode.lm> } = vscode;
  return typeof lm?.registerTool === "function" && typeof vscode.LanguageModelToolResult === "function";
}
