/** Lists what the user has marked and noted, the newest first. */
import * as v from "valibot";
import { Breather } from "../base/breath.ts";
import { colors } from "../domain/annotation.ts";
import { pageOfNote, type Note } from "../domain/note.ts";
import type { Paper } from "../domain/paper.ts";
import { quotedNote } from "../domain/quotedPassage.ts";
import { agentTool, limit, paperNamed, words } from "./tool.ts";

const day = v.optional(v.pipe(v.string(), v.isoDate("is not a day such as 2026-11-26")));

export const listNotes = agentTool({
  name: "marginalia_listNotes",
  says: "Notes and highlights of the user's library, the newest first.",
  entries: {
    paper: v.optional(words(500)),
    tag: v.optional(words(200)),
    color: v.optional(v.picklist(colors)),
    since: day,
    until: day,
    limit: limit(50, 200),
  },
  doing: () => "Looking through the notes",
  answer: async ({ paper: name, tag, color, since = "", until, limit: most }, desk, signal) => {
    const { notes, library, linkTo } = desk;
    const papers = name === undefined ? await library.papers() : [await paperNamed(desk, name)];
    await notes.ready();
    const isWished = (note: Note): boolean =>
      (tag === undefined || note.tags.some((each) => each.toLowerCase() === tag.toLowerCase())) &&
      (color === undefined || note.color === color) &&
      note.modified.slice(0, 10) >= since &&
      (until === undefined || note.modified.slice(0, 10) <= until);
    const found: { readonly paper: Paper; readonly note: Note }[] = [];
    const breather = new Breather();
    for (const paper of papers) {
      if (notes.count(paper.id) === 0) continue;
      await notes.open(paper.id);
      found.push(...notes.of(paper).flatMap((note) => (isWished(note) ? [{ paper, note }] : [])));
      await breather.pause();
      signal.throwIfAborted();
    }
    found.sort((a, b) => (a.note.modified < b.note.modified ? 1 : -1));
    return {
      notes: found.slice(0, most).map(({ paper, note }) => ({
        paper: paper.id,
        title: paper.title,
        page: pageOfNote(note),
        quote: note.quote === "" ? undefined : note.quote,
        comment: note.comment === "" ? undefined : note.comment,
        tags: note.tags,
        color: note.color,
        author: note.author,
        ...(note.byAgent === true ? { byProgram: true } : {}),
        modified: note.modified,
        replies: note.replies.map(({ author, comment }) => ({ author, comment })),
        link: linkTo(paper, quotedNote(note)),
      })),
      all: found.length,
    };
  },
});
