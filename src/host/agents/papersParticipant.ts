/** `@papers` in the editor's chat: answers from the library, with links to the passages, by whichever model is chosen there. */
import * as vscode from "vscode";
import { agentTools } from "../../agents/agentTools.ts";
import { converse, type Message, type Shown } from "../../agents/conversation.ts";
import type { Passage } from "../../agents/heard.ts";
import type { Desk } from "../../agents/tool.ts";
import { Disposables, type Disposable } from "../../base/disposables.ts";
import { chatParticipant } from "../workspace/names.ts";
import { abortedBy } from "../workspace/aborted.ts";
import { chatModel } from "./chatModel.ts";

/** Earlier turns that are told again: more would leave no room for evidence. */
const mostTurns = 10;

/** @returns nothing to dispose of where the editor has no chat. */
export function answerInChat(desk: Desk, icon: vscode.Uri): Disposable {
  const own = new Disposables();
  if (!hasChat()) return own;
  const participant = own.add(
    vscode.chat.createChatParticipant(chatParticipant, async (request, context, response, token) => {
      const called = abortedBy(token);
      try {
        const talk = converse({
          question: request.prompt,
          earlier: earlierIn(context),
          desk,
          tools: agentTools,
          model: chatModel(request.model, () => vscode.lm.tools),
          signal: called.signal,
        });
        for await (const shown of talk) show(shown, response);
        return {};
      } catch (thrown) {
        if (called.signal.aborted) return {};
        if (thrown instanceof vscode.LanguageModelError)
          return { errorDetails: { message: `The language model did not answer: ${thrown.message}` } };
        throw thrown;
      } finally {
        called.dispose();
      }
    }),
  );
  participant.iconPath = icon;
  return own;
}

function show(shown: Shown, response: vscode.ChatResponseStream): void {
  switch (shown.kind) {
    case "doing":
      return response.progress(shown.what);
    case "text":
      return response.markdown(shown.text);
    case "passages":
      return response.markdown(`\n\n**From your library**\n\n${shown.passages.map(lineOf).join("\n")}\n`);
    case "unfounded":
      return response.markdown(
        `\n\n⚠ Quoted above, but found in nothing that your library returned:\n\n${shown.quotes
          .map((quote) => `- ${plain(quote)}`)
          .join("\n")}\n`,
      );
    case "unanswered":
      return response.markdown(
        "\n\n⚠ Your library says nothing on this. Whatever stands above is not from your papers.\n",
      );
  }
}

function lineOf({ title, page, quote, link }: Passage): string {
  const place = page === undefined ? plain(title) : `${plain(title)}, p. ${page}`;
  return `- [${place}](${link})${quote === "" ? "" : `: “${plain(quote)}”`}`;
}

/** Papers may be called whatever they like: nothing of it is Markdown. */
const plain = (text: string): string =>
  text.replace(/\s+/gu, " ").replace(/[\\`*_{}[\]()#+!|<>~$]/gu, String.raw`\$&`);

const earlierIn = ({ history }: vscode.ChatContext): readonly Message[] =>
  history.slice(-2 * mostTurns).map((turn): Message => {
    if (turn instanceof vscode.ChatRequestTurn) return { by: "user", text: turn.prompt };
    const text = turn.response.flatMap((part) =>
      part instanceof vscode.ChatResponseMarkdownPart ? [part.value.value] : [],
    );
    return { by: "model", text: text.join(""), calls: [] };
  });

/** Editors that are made from VS Code may lack what no type says they lack. */
function hasChat(): boolean {
  const { chat }: { readonly chat?: Partial<typeof vscode.chat> } = vscode;
  return typeof chat?.createChatParticipant === "function";
}
