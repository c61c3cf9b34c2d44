/** The reader's own actions as commands, so that they have keys and stand in the palette. */
import { readerActions, type ReaderAction } from "../../protocol/reader.ts";
import { readerCommandPrefix } from "../workspace/names.ts";
import type { CommandBody } from "./registered.ts";

/** @param perform hands the action to the reader in front; false when there is none. */
export const readerCommands = (perform: (action: ReaderAction) => boolean): Record<string, CommandBody> =>
  Object.fromEntries(
    readerActions.map((action): [string, CommandBody] => [
      `${readerCommandPrefix}${action}`,
      () => {
        if (!perform(action)) throw new Error("Open a paper first: this works on its text");
      },
    ]),
  );
