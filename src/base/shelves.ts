/** Where libraries are kept: one `.marginalia` folder for each folder of the workspace. The first is home to new papers. */
import type { Event } from "./emitter.ts";
import type { Files } from "./ports.ts";

export interface Shelves {
  /** None when no folder is open. */
  list(): readonly Files[];
  /** Folders were added or removed; `list` answers anew. */
  readonly onDidChange: Event<void>;
}
