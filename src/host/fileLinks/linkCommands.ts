/** What can be done with links between files and papers, as commands. */
import * as vscode from "vscode";
import type { AnnotationId } from "../../domain/annotation.ts";
import { fileName } from "../../domain/fileLink.ts";
import { clip, plainWords } from "../../library/markdownText.ts";
import { readableMath } from "../../library/plainTex.ts";
import { withoutIcons } from "../search/searchRows.ts";
import { commands } from "../workspace/names.ts";
import { targetsIn } from "../workspace/targets.ts";
import { askComment, type LinkPorts, type MakeLink } from "./makeLink.ts";
import { locate, openLines } from "./locate.ts";
import { linesAt } from "./pickLines.ts";
import type { PlacedLink } from "./fileLinks.ts";
import type { FileLink } from "./paperLinks.ts";
import { listLinks } from "./listLinks.ts";

export type CommandBody = (...args: readonly unknown[]) => unknown;

export interface LinkCommandPorts extends LinkPorts {
  readonly make: MakeLink;
}

export function linkCommands(ports: LinkCommandPorts): Record<string, CommandBody> {
  const { links, notes, library, recent, make } = ports;
  const named = async (args: readonly unknown[]): Promise<FileLink> => {
    const [first, id, at = 0] = args;
    const [paper] = targetsIn(await library.papers(), first);
    const found = paper === undefined ? [] : await links.of(paper.id, String(id) as AnnotationId);
    const link = found.find((each) => each.at === at);
    if (link === undefined) throw new Error("This link is no longer there");
    return link;
  };
  /** Gives the link another place, which can be undone. */
  const place = async (link: FileLink, document: vscode.TextDocument, span: FileSpan): Promise<void> => {
    const all = await links.of(link.paper.id, link.id);
    const places = all.map((each) =>
      each.at === link.at ? links.placeFor(document, span, link.paper.id) : each.place,
    );
    await notes.edit(link.paper.id, link.id, { links: places });
  };
  return {
    [commands.linkPassage]: (asked) => make.fromEditor(asked),
    [commands.openLink]: async (...args) => openLines(await named(args), links),
    [commands.editLink]: async (...args) => {
      const link = await named(args);
      const given = args[3];
      const comment = typeof given === "string" ? given : await askComment(link.comment);
      if (comment !== undefined && comment !== link.comment)
        await notes.edit(link.paper.id, link.id, { comment });
    },
    [commands.reattachLink]: async (...args) => {
      const link = await named(args);
      const editor = vscode.window.activeTextEditor ?? recent.places[0];
      if (editor === undefined)
        throw new Error("Select the lines that the link belongs to in a file, then re-attach it");
      const { document, span } = linesAt(editor);
      await place(link, document, span);
      vscode.window.setStatusBarMessage(
        `Link re-attached to ${vscode.workspace.asRelativePath(document.uri)}`,
        4000,
      );
    },
    [commands.confirmLink]: async (...args) => {
      const link = await named(args);
      const found = await locate(link, links);
      if (!found.ok) throw new Error(found.why);
      await place(link, await vscode.workspace.openTextDocument(found.value.uri), found.value.span);
    },
    [commands.linksHere]: async () => {
      const editor = vscode.window.activeTextEditor;
      if (editor === undefined) throw new Error("Open a file first");
      await notes.ready();
      const { line } = editor.selection.active;
      const here = links.in(editor.document).filter(({ placement }) => {
        if (placement.state === "unplaced") return false;
        const [first, last] = [placement.span.start, placement.span.end].map(
          (at) => editor.document.positionAt(at).line,
        );
        return first !== undefined && last !== undefined && first <= line && line <= last;
      });
      if (here.length === 0) throw new Error("This line is linked to no paper");
      const link = here.length === 1 ? here[0] : await pickLink(here);
      if (link !== undefined) await chooseAction(link);
    },
    [commands.showLinks]: () => listLinks(links),
  };
}

type FileSpan = { readonly start: number; readonly end: number };

async function pickLink(all: readonly PlacedLink[]): Promise<PlacedLink | undefined> {
  const rows = all.map((link) => ({
    label: `$(link) ${withoutIcons(titleOf(link))}`,
    detail: detailOf(link),
    link,
  }));
  return (await vscode.window.showQuickPick(rows, { placeHolder: "Choose a link" }))?.link;
}

const titleOf = ({ paper }: FileLink): string => clip(readableMath(paper.title), 90);

const detailOf = ({ comment, quote, author }: FileLink): string =>
  withoutIcons(
    [clip(plainWords(comment), 80), quote === "" ? "" : `“${clip(quote, 90)}”`, author]
      .filter((part) => part !== "")
      .join(" · "),
  );

/** Everything that the hover offers, for the keyboard and for screen readers. */
async function chooseAction(link: PlacedLink): Promise<void> {
  const args = [link.paper.id, link.id, link.at];
  const rows = [
    { label: "$(go-to-file) Open Passage", detail: detailOf(link), command: commands.openNote },
    ...(link.editable
      ? [
          { label: "$(edit) Edit Comment…", command: commands.editLink },
          ...(link.placement.state === "uncertain"
            ? [{ label: "$(check) It Belongs Here", command: commands.confirmLink }]
            : []),
        ]
      : []),
    { label: "$(link) Copy Link", command: commands.copyNoteLink },
    ...(link.editable ? [{ label: "$(trash) Remove", command: commands.removeNote }] : []),
  ];
  const chosen = await vscode.window.showQuickPick(rows, {
    title: titleOf(link),
    placeHolder: `Link from ${fileName(link.place)}`,
  });
  if (chosen !== undefined) await vscode.commands.executeCommand(chosen.command, ...args);
}
