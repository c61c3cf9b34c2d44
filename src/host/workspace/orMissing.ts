import * as vscode from "vscode";

/** What a call answers, or `undefined` when the file is not there; anything else that goes wrong is thrown. */
export async function orMissing<T>(call: Thenable<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (thrown) {
    if (thrown instanceof vscode.FileSystemError && /FileNotFound|FileNotADirectory/u.test(thrown.code))
      return undefined;
    throw thrown;
  }
}
