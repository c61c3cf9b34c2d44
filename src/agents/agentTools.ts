import { findEvidence } from "./findEvidence.ts";
import { listNotes } from "./listNotes.ts";
import { proposeNote } from "./proposeNote.ts";
import { readPaper } from "./readPaper.ts";
import { searchPapers } from "./searchPapers.ts";
import type { AgentTool } from "./tool.ts";

/** What a language model may do here that only reads. */
export const readingTools: readonly AgentTool[] = [searchPapers, readPaper, listNotes, findEvidence];

export const agentTools: readonly AgentTool[] = [...readingTools, proposeNote];
