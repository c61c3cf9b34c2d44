import * as vscode from "vscode";
import { Disposables } from "../../base/disposables.ts";
import { reasonOf } from "../../base/result.ts";
import type { TreeFilter } from "./treeFilter.ts";

/** Filters while one types. Enter keeps it, Escape brings back what was before. */
export async function askFilter(filter: TreeFilter): Promise<void> {
  const own = new Disposables();
  const before = filter.query;
  const box = own.add(vscode.window.createInputBox());
  box.title = "Filter Papers";
  box.placeholder = "Words or conditions, such as is:unread tag:vision year:2023..2025";
  box.prompt = "Shows the papers that have all of it. Enter keeps the filter, Escape takes it back.";
  box.ignoreFocusOut = true; // to look at the papers
  box.value = before;
  const apply = async (query: string): Promise<void> => {
    try {
      await filter.apply(query);
      if (own.disposed) return;
      const message = filter.problems.join(" · ");
      const { Warning } = vscode.InputBoxValidationSeverity;
      box.validationMessage = message === "" ? undefined : { message, severity: Warning };
    } catch (thrown) {
      if (!own.disposed) box.validationMessage = reasonOf(thrown);
    }
  };
  let isKept = false;
  return new Promise((resolve) => {
    own.add(box.onDidChangeValue((query) => void apply(query)));
    own.add(
      box.onDidAccept(() => {
        isKept = true;
        void apply(box.value);
        box.hide();
      }),
    );
    own.add(
      box.onDidHide(() => {
        own.dispose();
        if (!isKept) void apply(before);
        resolve();
      }),
    );
    box.show();
  });
}
