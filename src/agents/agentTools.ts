import { findEvidence } from "./findEvidence.ts";
import { listNotes } from "./listNotes.ts";
import { readPaper } from "./readPaper.ts";
import { searchPapers } from "./searchPapers.ts";
import type { AgentTool } from "./tool.ts";

/** All that a language model may do here. */
export const agentTools: readonly AgentTool[] = [searchPapers, readPaper, listNotes, findEvidence];
