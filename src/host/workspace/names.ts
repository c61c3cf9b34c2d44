/** Every name that the manifest and the code must agree on, written once. */

import type { Color } from "../../domain/annotation.ts";

export const extensionId = "marginalia.marginalia";
export const paperScheme = "marginalia-paper";
export const reportScheme = "marginalia-report";
export const paperEditor = "marginalia.paper";
export const pdfEditor = "marginalia.pdf";
export const commentController = "marginalia.notes";
export const papersView = "marginalia.papers";
export const searchView = "marginalia.search";
export const sourcesView = "marginalia.sources";
export const chatParticipant = "marginalia.papers";
export const mcpProvider = "marginalia.library";
export const todayPanel = "marginalia.today";
/** What is dragged out of the tree, for texts that it is dropped into. */
export const draggedNodes = "application/vnd.marginalia.nodes+json";
export const libraryFolder = ".marginalia";

export const commands = {
  importPapers: "marginalia.papers.import",
  importClipboard: "marginalia.papers.importClipboard",
  importSample: "marginalia.papers.importSample",
  addPaper: "marginalia.papers.add",
  addPdf: "marginalia.papers.addPdf",
  search: "marginalia.papers.search",
  similar: "marginalia.papers.similar",
  similarToText: "marginalia.papers.similarToText",
  similarToFile: "marginalia.papers.similarToFile",
  similarToNote: "marginalia.notes.similar",
  showSearch: "marginalia.search.show",
  clearSearch: "marginalia.search.clear",
  saveSearch: "marginalia.search.save",
  openSearch: "marginalia.search.openSaved",
  renameSearch: "marginalia.search.renameSaved",
  removeSearch: "marginalia.search.removeSaved",
  openToday: "marginalia.feeds.today",
  subscribe: "marginalia.feeds.subscribe",
  unsubscribe: "marginalia.feeds.unsubscribe",
  refreshFeeds: "marginalia.feeds.refresh",
  copyFeedError: "marginalia.feeds.copyError",
  writeDigest: "marginalia.feeds.writeDigest",
  filter: "marginalia.papers.filter",
  clearFilter: "marginalia.papers.clearFilter",
  star: "marginalia.papers.star",
  unstar: "marginalia.papers.unstar",
  editCollections: "marginalia.papers.editCollections",
  open: "marginalia.papers.open",
  openToSide: "marginalia.papers.openToSide",
  openAsText: "marginalia.papers.openAsText",
  markUnread: "marginalia.papers.markUnread",
  markReading: "marginalia.papers.markReading",
  markRead: "marginalia.papers.markRead",
  markSkipped: "marginalia.papers.markSkipped",
  addToQueue: "marginalia.papers.addToQueue",
  removeFromQueue: "marginalia.papers.removeFromQueue",
  queueToTop: "marginalia.papers.queueToTop",
  queueUp: "marginalia.papers.queueUp",
  queueDown: "marginalia.papers.queueDown",
  openNext: "marginalia.papers.openNext",
  archive: "marginalia.papers.archive",
  unarchive: "marginalia.papers.unarchive",
  trash: "marginalia.papers.trash",
  editTags: "marginalia.papers.editTags",
  correct: "marginalia.papers.correct",
  updatePapers: "marginalia.papers.update",
  copyTitle: "marginalia.papers.copyTitle",
  copyLink: "marginalia.papers.copyLink",
  copyLinkToPage: "marginalia.papers.copyLinkToPage",
  copyBibtex: "marginalia.papers.copyBibtex",
  copyAs: "marginalia.papers.copyAs",
  exportBibliography: "marginalia.papers.exportBibliography",
  copyCitation: "marginalia.papers.copyCitation",
  findDuplicates: "marginalia.papers.findDuplicates",
  mergePapers: "marginalia.papers.merge",
  splitPaper: "marginalia.papers.split",
  remove: "marginalia.papers.remove",
  openPdf: "marginalia.papers.openPdf",
  attachPdf: "marginalia.papers.attachPdf",
  downloadPdf: "marginalia.papers.downloadPdf",
  removePdf: "marginalia.papers.removePdf",
  exportPdf: "marginalia.papers.exportPdf",
  pauseReading: "marginalia.papers.pauseReading",
  resumeReading: "marginalia.papers.resumeReading",
  showWithoutText: "marginalia.papers.showWithoutText",
  switchRendition: "marginalia.papers.switchRendition",
  editPapers: "marginalia.papers.edit",
  sort: "marginalia.papers.sort",
  colorTag: "marginalia.tags.color",
  asCollection: "marginalia.search.asCollection",
  asSearch: "marginalia.search.asSearch",
  renameTag: "marginalia.tags.rename",
  removeTag: "marginalia.tags.remove",
  renameCollection: "marginalia.collections.rename",
  removeCollection: "marginalia.collections.remove",
  showMore: "marginalia.papers.showMore",
  groupByDate: "marginalia.papers.groupByDate",
  groupByTag: "marginalia.papers.groupByTag",
  groupByReading: "marginalia.papers.groupByReading",
  groupByCollection: "marginalia.papers.groupByCollection",
  refresh: "marginalia.papers.refresh",
  findMentions: "marginalia.papers.findMentions",
  writeNote: "marginalia.papers.writeNote",
  renewHighlights: "marginalia.papers.renewHighlights",
  editNoteTemplate: "marginalia.papers.editNoteTemplate",
  insertQuote: "marginalia.notes.insertQuote",
  addEntry: "marginalia.citations.addEntry",
  offerEntry: "marginalia.citations.offerEntry",
  importEntries: "marginalia.citations.importEntries",
  followBibliography: "marginalia.citations.follow",
  unfollowBibliography: "marginalia.citations.unfollow",
  openNote: "marginalia.notes.open",
  copyNoteLink: "marginalia.notes.copyLink",
  removeNote: "marginalia.notes.remove",
  acceptProposal: "marginalia.notes.accept",
  dismissProposal: "marginalia.notes.dismiss",
  acceptProposals: "marginalia.notes.acceptAll",
  dismissProposals: "marginalia.notes.dismissAll",
  noteHistory: "marginalia.notes.history",
  removedNotes: "marginalia.notes.removed",
  revealNotes: "marginalia.notes.reveal",
  linkPassage: "marginalia.links.toPassage",
  openLink: "marginalia.links.open",
  editLink: "marginalia.links.edit",
  reattachLink: "marginalia.links.reattach",
  confirmLink: "marginalia.links.confirm",
  linksHere: "marginalia.links.here",
  showLinks: "marginalia.links.show",
  addNoteHere: "marginalia.notes.addHere",
  showNotesHere: "marginalia.notes.showHere",
  saveNewNote: "marginalia.comments.add",
  saveReply: "marginalia.comments.reply",
  editComment: "marginalia.comments.edit",
  saveComment: "marginalia.comments.save",
  cancelComment: "marginalia.comments.cancel",
  removeComment: "marginalia.comments.remove",
  openCommented: "marginalia.comments.open",
  closeComments: "marginalia.comments.close",
  undo: "marginalia.notes.undo",
  redo: "marginalia.notes.redo",
  retrySaving: "marginalia.notes.retrySaving",
  checkLibrary: "marginalia.library.check",
  compactNotes: "marginalia.library.compact",
} as const;

/** Commands of the reader in front: the name behind the prefix is one of the reader's actions. */
export const readerCommandPrefix = "marginalia.reader.";
/** The same for the PDF in front. */
export const pdfCommandPrefix = "marginalia.pdf.";

export const settings = {
  section: "marginalia",
  inlineNotes: "inlineNotes",
  linkLenses: "links.codeLens",
  colorMeanings: "notes.colorMeanings",
  searchPreview: "search.preview",
  indexPdfs: "search.indexPdfs",
  largestDownload: "pdf.largestDownload",
  mcpProposals: "mcp.allowProposals",
  completion: "citations.completion",
  unknownKeys: "citations.unknownKeys",
  neverCited: "citations.neverCited",
  notesFolder: "literatureNotes.folder",
  refreshFeedsAt: "feeds.refreshAt",
  notifyOfFeeds: "feeds.notify",
  digestFolder: "feeds.digestFolder",
  authorName: "author.name",
  authorEmail: "author.email",
} as const;

/** The names under which themes and settings can change the colours of notes. */
export const colorId = (color: Color): string => `marginalia.${color}Note`;

export const contextKeys = {
  ready: "marginalia.ready",
  empty: "marginalia.empty",
  groupBy: "marginalia.groupBy",
  readingPdfs: "marginalia.readingPdfs",
  filtered: "marginalia.filtered",
  searching: "marginalia.searching",
  star: "marginalia.star",
  subscribed: "marginalia.subscribed",
} as const;
