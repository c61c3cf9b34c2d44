/** Offers the libraries of the window to the editor as a server of the Model Context Protocol, run by the editor when it is wanted. */
import * as vscode from "vscode";
import { Disposables, type Disposable } from "../../base/disposables.ts";
import type { Files } from "../../base/ports.ts";
import type { Shelves } from "../../base/shelves.ts";
import { affects, mcpMayPropose } from "../workspace/configuration.ts";
import { mcpProvider, settings } from "../workspace/names.ts";

export interface McpServerPorts {
  readonly extension: vscode.ExtensionContext["extension"];
  readonly shelves: Shelves;
  readonly homeOf: (shelf: Files) => vscode.Uri | undefined;
  /** What runs scripts. */
  readonly node: string;
}

/** @returns nothing to dispose of where the editor knows no such servers. */
export function offerMcpServer(ports: McpServerPorts): Disposable {
  const own = new Disposables();
  if (!knowsServers()) return own;
  const changes = own.add(new vscode.EventEmitter<void>());
  own.add(ports.shelves.onDidChange(() => changes.fire()));
  own.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (affects(event, settings.mcpProposals)) changes.fire();
    }),
  );
  own.add(
    vscode.lm.registerMcpServerDefinitionProvider(mcpProvider, {
      onDidChangeMcpServerDefinitions: changes.event,
      provideMcpServerDefinitions: () => serversFor(ports),
    }),
  );
  return own;
}

/** One, over all folders that lie on this machine's disk; none where there is no such folder. */
export function serversFor({
  extension,
  shelves,
  homeOf,
  node,
}: McpServerPorts): vscode.McpStdioServerDefinition[] {
  const folders = shelves.list().flatMap((shelf) => {
    const home = homeOf(shelf);
    return home?.scheme === "file" ? [home.fsPath] : [];
  });
  if (folders.length === 0) return [];
  const { version } = extension.packageJSON as { readonly version: string };
  const words = [
    vscode.Uri.joinPath(extension.extensionUri, "dist/mcp.js").fsPath,
    ...folders.flatMap((folder) => ["--library", folder]),
    ...["--scheme", vscode.env.uriScheme],
    ...(mcpMayPropose() ? ["--allow-proposals"] : []),
  ];
  // The desktop's Node is its own program, which has to be told that it is one.
  const env = { ELECTRON_RUN_AS_NODE: "1" };
  return [new vscode.McpStdioServerDefinition("Marginalia", node, words, env, version)];
}

/** Editors that are made from VS Code may lack what no type says they lack. */
function knowsServers(): boolean {
  const { lm }: { readonly lm?: Partial<typeof vscode.lm> } = vscode;
  return (
    typeof lm?.registerMcpServerDefinitionProvider === "function" &&
    typeof vscode.McpStdioServerDefinition === "function"
  );
}
