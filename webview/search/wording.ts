/** What is said of an answer, to the eye and to the ear. */
import { counted } from "../../src/base/counted.ts";
import type { State } from "./model.ts";

export function summary({ query, reply, survey, tookMs = 0, isBusy }: State): string {
  if (reply === undefined) return isBusy ? "Searching…" : "";
  const rows = reply.rows.length;
  const isBrowsing = query.trim() === "";
  if (rows === 0) return isBusy ? "Searching…" : isBrowsing ? "" : "No results";
  const count = Math.max(rows, survey?.count ?? 0);
  if (isBrowsing) return `${counted(count, "paper")}, the newest first`;
  const took = tookMs < 1000 ? `${Math.max(1, Math.round(tookMs))} ms` : `${(tookMs / 1000).toFixed(1)} s`;
  return `${counted(count, "result")} in ${took}`;
}
