/** The kinds of items that Zotero knows (api.zotero.org/itemTypes). */

const known = new Set(
  `artwork audioRecording bill blogPost book bookSection case computerProgram conferencePaper dataset dictionaryEntry document
  email encyclopediaArticle film forumPost hearing instantMessage interview journalArticle letter magazineArticle manuscript map
  newspaperArticle patent podcast preprint presentation radioBroadcast report standard statute thesis tvBroadcast videoRecording
  webpage`.split(/\s+/u),
);

/** What is said of an item that comes in all the same; `undefined` where there is nothing to say. */
export const unknownType = (type: string): string | undefined =>
  type === "" || known.has(type)
    ? undefined
    : `“${type.slice(0, 60)}” is no kind of item that is known here: it came in as a paper`;
