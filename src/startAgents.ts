/** What language models and agents are given of the library: tools, a participant of chats, and a server for programs outside. */
import * as vscode from "vscode";
import type { Desk } from "./agents/tool.ts";
import { Disposables } from "./base/disposables.ts";
import { offerTools } from "./host/agents/languageTools.ts";
import { offerMcpServer } from "./host/agents/mcpServer.ts";
import { answerInChat } from "./host/agents/papersParticipant.ts";
import type { WorkspaceShelves } from "./host/workspace/workspaceShelves.ts";

export interface AgentsPorts {
  readonly extension: vscode.Extension<unknown>;
  readonly desk: Desk;
  readonly shelves: WorkspaceShelves;
  /** The program that runs scripts beside the editor; absent where there is none. */
  readonly node: string | undefined;
}

export function startAgents({ extension, desk, shelves, node }: AgentsPorts): vscode.Disposable {
  const own = new Disposables();
  own.add(offerTools(desk));
  own.add(answerInChat(desk, vscode.Uri.joinPath(extension.extensionUri, "media/icon.png")));
  const homeOf = shelves.homeOf.bind(shelves);
  if (node !== undefined) own.add(offerMcpServer({ extension, shelves, node, homeOf }));
  return own;
}
