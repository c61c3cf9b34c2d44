/** Papers are dragged out as URIs, and like notes as what texts make quotes of; files and text dropped on the tree are imported. */
import * as vscode from "vscode";
import type { Clock } from "../../base/ports.ts";
import type { Library } from "../../library/library.ts";
import type { Grouping } from "../../library/outline.ts";
import { commands, draggedNodes } from "../workspace/names.ts";
import { paperUri } from "../workspace/paperUri.ts";
import { draggedPapers, dropPapers } from "./dropPapers.ts";
import type { Node } from "./nodes.ts";

const uriList = "text/uri-list";
const plainText = "text/plain";

export class PaperDragAndDrop implements vscode.TreeDragAndDropController<Node> {
  readonly dragMimeTypes = [uriList, draggedNodes];
  readonly dropMimeTypes = ["files", draggedNodes, uriList, plainText];
  readonly #library: Library;
  readonly #clock: Clock;
  readonly #grouping: () => Grouping;

  constructor(library: Library, clock: Clock, grouping: () => Grouping) {
    this.#library = library;
    this.#clock = clock;
    this.#grouping = grouping;
  }

  handleDrag(nodes: readonly Node[], data: vscode.DataTransfer): void {
    const uris = nodes.flatMap((node) => {
      const paper = node.kind === "paper" ? this.#library.get(node.paper) : undefined;
      return paper === undefined ? [] : [paperUri(paper).toString()];
    });
    if (uris.length > 0) data.set(uriList, new vscode.DataTransferItem(uris.join("\r\n")));
    const dragged = nodes.flatMap((node): readonly { paper: string; note?: string; group?: string }[] => {
      if (node.kind === "note") return [{ paper: node.paper, note: node.note.id }];
      return node.kind === "paper" ? [{ paper: node.paper, group: node.group }] : [];
    });
    if (dragged.length > 0) data.set(draggedNodes, new vscode.DataTransferItem(JSON.stringify(dragged)));
  }

  /** A PDF dropped on a paper, or on one of its notes, is attached to it; the rest is imported. */
  async handleDrop(target: Node | undefined, data: vscode.DataTransfer): Promise<void> {
    const inside = draggedPapers((await data.get(draggedNodes)?.asString()) ?? "");
    if (inside.length > 0) {
      if (target === undefined || !("group" in target)) return;
      const on = target.kind === "paper" ? target.paper : undefined;
      return dropPapers(
        { library: this.#library, clock: this.#clock },
        { grouping: this.#grouping(), group: target.group, paper: on },
        inside,
      );
    }
    const sources = await droppedSources(data);
    const paper = target !== undefined && "paper" in target ? target.paper : undefined;
    const isPdf = (source: vscode.Uri | string): boolean =>
      typeof source !== "string" && /\.pdf$/iu.test(source.path);
    const [pdf] = sources.filter(isPdf);
    if (paper !== undefined && pdf !== undefined)
      return void (await vscode.commands.executeCommand(commands.attachPdf, paper, pdf));
    for (const source of sources) await vscode.commands.executeCommand(commands.importPapers, source);
  }
}

/** Files as their URI, or their text where the system gives no URI (a browser does not). */
async function droppedSources(data: vscode.DataTransfer): Promise<readonly (vscode.Uri | string)[]> {
  const sources: (vscode.Uri | string)[] = [];
  for (const [, item] of data) {
    const file = item.asFile();
    if (file !== undefined) sources.push(file.uri ?? new TextDecoder().decode(await file.data()));
  }
  if (sources.length > 0) return sources;
  const uris = (await data.get(uriList)?.asString()) ?? "";
  const files = uris.split(/\r?\n/u).filter((line) => /^(?:file|vscode-remote|vscode-vfs):/u.test(line));
  if (files.length > 0) return files.map((line) => vscode.Uri.parse(line));
  const text = (await data.get(plainText)?.asString()) ?? "";
  return text.trim() === "" ? [] : [text];
}
