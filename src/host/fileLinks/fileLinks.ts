/**
 * Which lines of which files are linked to papers: found by their words when a file is looked at, followed while it is edited,
 * and written anew only where what is known would be lost otherwise: a file was moved, or linked words were rewritten.
 */
import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { Emitter, type Event } from "../../base/emitter.ts";
import type { Log } from "../../base/ports.ts";
import { reasonOf } from "../../base/result.ts";
import type { Span } from "../../base/span.ts";
import type { AnnotationId } from "../../domain/annotation.ts";
import { fileIri, isSameFile, readFileIri, type FilePlace } from "../../domain/fileLink.ts";
import type { Placement } from "../../domain/note.ts";
import type { PaperId } from "../../domain/paperId.ts";
import { describePlace } from "../../fileLinks/describePlace.ts";
import { FollowedPlaces } from "../../fileLinks/followedPlaces.ts";
import { isSameUri, linkedFileOf, uriOfLinked } from "./linkedFile.ts";
import { PaperLinks, type FileLink, type PaperLinkPorts } from "./paperLinks.ts";

export interface PlacedLink extends FileLink {
  readonly placement: Placement;
}

export interface FileLinkPorts extends PaperLinkPorts {
  readonly log: Log;
}

const keyOf = ({ paper, id, at }: FileLink): string => `${paper.id} ${id} ${at}`;

export class FileLinks implements vscode.Disposable {
  readonly #ports: FileLinkPorts;
  readonly #own = new Disposables();
  readonly #changes: Emitter<void>;
  readonly #links: PaperLinks;
  readonly #followed = new Map<vscode.TextDocument, FollowedPlaces>();
  /** Whether linked files are there, of which one with the same name was looked at. */
  readonly #isThere = new Map<string, boolean>();

  constructor(ports: FileLinkPorts) {
    this.#ports = ports;
    this.#changes = this.#own.add(
      new Emitter((failure) => ports.log.error(`A listener to links failed: ${reasonOf(failure)}`)),
    );
    this.#links = this.#own.add(new PaperLinks(ports));
    const { workspace } = vscode;
    this.#own.add(workspace.onDidChangeTextDocument((event) => this.#follow(event)));
    this.#own.add(workspace.onDidCloseTextDocument((document) => void this.#followed.delete(document)));
    this.#own.add(workspace.onDidSaveTextDocument((document) => this.#inBackground(this.#saved(document))));
    this.#own.add(workspace.onDidRenameFiles(({ files }) => this.#inBackground(this.#renamed(files))));
    this.#own.add(workspace.onDidOpenTextDocument(() => this.#isThere.clear()));
    this.#own.add(workspace.onDidDeleteFiles(() => this.#isThere.clear()));
    this.#own.add(workspace.onDidCreateFiles(() => this.#isThere.clear()));
  }

  /** Fires when links are known that were not when somebody asked. Changes of notes are told by the notes. */
  get onDidFind(): Event<void> {
    return this.#changes.event;
  }

  /** The links of a document, those too whose lines are not found. Needs the notes to be `ready`. */
  in(document: vscode.TextDocument): readonly PlacedLink[] {
    const direct = this.#linksTo(document.uri);
    const moved = this.#missingWithNameOf(document.uri).filter((link) => !direct.includes(link));
    if (direct.length === 0 && moved.length === 0) return [];
    const followed = this.#followedIn(document);
    const place = (link: FileLink): PlacedLink => ({
      ...link,
      placement: followed.find(keyOf(link), link.place),
    });
    return [
      ...direct.map(place),
      ...moved.map(place).filter(({ placement }) => placement.state === "anchored"),
    ];
  }

  /** The links of one annotation. */
  async of(paper: PaperId, id: AnnotationId): Promise<readonly FileLink[]> {
    await this.#ports.notes.open(paper);
    return this.#links.of(paper).filter((link) => link.id === id);
  }

  /** Every link of the workspace. */
  async all(): Promise<readonly FileLink[]> {
    const { notes } = this.#ports;
    await notes.ready();
    return this.#allOf(new Set([...notes.linkedFiles].flatMap((file) => notes.papersLinking(file))));
  }

  /** Where the file of a link should be; `undefined` where its folder is not open. */
  uriOf({ paper, place }: FileLink): vscode.Uri | undefined {
    return uriOfLinked(place, this.#ports.homeOf(paper.id));
  }

  /** What a link from this place of a document is stored as. @throws where the file cannot be linked. */
  placeFor(document: vscode.TextDocument, span: Span, paper: PaperId): FilePlace {
    const file = linkedFileOf(document.uri, this.#ports.homeOf(paper));
    if (!file.ok) throw new Error(file.why);
    return describePlace(file.value, document.getText(), span);
  }

  dispose(): void {
    this.#own.dispose();
  }

  async #allOf(papers: ReadonlySet<PaperId>): Promise<readonly FileLink[]> {
    await Promise.all([...papers].map((paper) => this.#ports.notes.open(paper)));
    return [...papers].flatMap((paper) => this.#links.of(paper));
  }

  #followedIn(document: vscode.TextDocument): FollowedPlaces {
    const known = this.#followed.get(document);
    if (known !== undefined) return known;
    const followed = new FollowedPlaces(() => document.getText());
    if (!document.isClosed) this.#followed.set(document, followed);
    return followed;
  }

  #linksTo(uri: vscode.Uri): readonly FileLink[] {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    const file = folder && linkedFileOf(uri, folder.uri);
    if (file?.ok !== true) return [];
    const names = [file.value, { ...file.value, folder: folder?.name }].map(fileIri);
    return names.flatMap((name) => this.#openLinks(name).filter((link) => isSameUri(this.uriOf(link), uri)));
  }

  /** Of links to a file: those of papers whose notes are open. The others are opened. */
  #openLinks(name: string): readonly FileLink[] {
    const { notes } = this.#ports;
    const file = readFileIri(name);
    return notes.papersLinking(name).flatMap((paper) => {
      if (!notes.isOpen(paper)) this.#inBackground(notes.open(paper).then(() => this.#changes.fire()));
      return this.#links.of(paper).filter(({ place }) => file !== undefined && isSameFile(place, file));
    });
  }

  /** Links to files that are not there any more, and were called as this one is: git moves files without telling. */
  #missingWithNameOf(uri: vscode.Uri): readonly FileLink[] {
    const own = uri.path.slice(uri.path.lastIndexOf("/") + 1);
    if (vscode.workspace.getWorkspaceFolder(uri) === undefined) return [];
    const end = fileIri({ path: own }).slice(fileIri({ path: "" }).length - 1);
    return [...this.#ports.notes.linkedFiles]
      .filter((name) => name.endsWith(end))
      .flatMap((name) => this.#openLinks(name).filter((link) => this.#isMissing(this.uriOf(link))));
  }

  /** False until it is known. */
  #isMissing(uri: vscode.Uri | undefined): boolean {
    const key = uri?.toString() ?? "";
    const known = this.#isThere.get(key);
    if (known !== undefined || uri === undefined) return known === false;
    this.#isThere.set(key, true);
    void Promise.resolve(vscode.workspace.fs.stat(uri)).catch(() => {
      this.#isThere.set(key, false);
      this.#changes.fire();
    });
    return false;
  }

  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0) return;
    this.#followed.get(document)?.changed(
      contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
        start: rangeOffset,
        removed: rangeLength,
        added: text.length,
      })),
    );
  }

  async #saved(document: vscode.TextDocument): Promise<void> {
    const followed = this.#followed.get(document);
    if (followed === undefined) return;
    followed.lookAgain();
    const spans = followed.rewritten();
    const links = this.in(document).filter((link) => spans.has(keyOf(link)));
    await this.#write(links, (link) => {
      const span = spans.get(keyOf(link));
      return span && this.placeFor(document, span, link.paper.id);
    });
  }

  async #renamed(
    files: readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[],
  ): Promise<void> {
    this.#isThere.clear();
    const { notes, homeOf } = this.#ports;
    await notes.ready();
    const concerned = [...notes.linkedFiles].flatMap((name) => {
      const file = readFileIri(name);
      return notes.papersLinking(name).filter((paper) => {
        const uri = file && uriOfLinked(file, homeOf(paper));
        return uri !== undefined && movedUri(uri, files) !== undefined;
      });
    });
    const links = await this.#allOf(new Set(concerned));
    await this.#write(links, (link) => {
      const before = this.uriOf(link);
      const after = before && movedUri(before, files);
      const file = after && linkedFileOf(after, this.#ports.homeOf(link.paper.id));
      // Moved out of the workspace it is lost, and is told to be.
      if (file?.ok !== true) return undefined;
      const { folder: _, ...place } = link.place;
      return { ...place, ...file.value };
    });
  }

  /** Stores other places, one step for each paper. Those without one stay. */
  async #write(
    links: readonly FileLink[],
    placeOf: (link: FileLink) => FilePlace | undefined,
  ): Promise<void> {
    const papers = new Map<PaperId, Map<AnnotationId, FilePlace[]>>();
    for (const link of links) {
      const place = link.editable ? placeOf(link) : undefined;
      if (place === undefined) continue;
      const { paper, id, at } = link;
      const all = this.#links.of(paper.id).filter((each) => each.id === id);
      const written = papers.get(paper.id) ?? new Map<AnnotationId, FilePlace[]>();
      const places = written.get(id) ?? all.map((each) => each.place);
      places[at] = place;
      papers.set(paper.id, written.set(id, places));
    }
    for (const [paper, written] of papers) await this.#ports.notes.followFiles(paper, written);
  }

  #inBackground(work: Promise<void>): void {
    work.catch((why: unknown) => this.#ports.log.error(`Links were not followed: ${reasonOf(why)}`));
  }
}

/** The file itself, or one below a folder that was moved. */
function movedUri(
  uri: vscode.Uri,
  files: readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[],
): vscode.Uri | undefined {
  for (const { oldUri, newUri } of files) {
    if (isSameUri(oldUri, uri)) return newUri;
    const isBelow =
      uri.scheme === oldUri.scheme &&
      uri.authority === oldUri.authority &&
      uri.path.startsWith(`${oldUri.path}/`);
    if (isBelow) return newUri.with({ path: newUri.path + uri.path.slice(oldUri.path.length) });
  }
  return undefined;
}
