/** A language model of the editor, as a talk with the library needs it. */
import * as vscode from "vscode";
import type { Message, Model } from "../../agents/conversation.ts";

/** @param described what the editor knows of the tools, by the manifest */
export const chatModel = (
  model: vscode.LanguageModelChat,
  described: () => readonly vscode.LanguageModelToolInformation[],
): Model =>
  async function* (messages, tools, signal) {
    const cancelling = new vscode.CancellationTokenSource();
    const cancel = (): void => cancelling.cancel();
    signal.addEventListener("abort", cancel);
    if (signal.aborted) cancel();
    try {
      const offered = described().filter(({ name }) => tools.some((tool) => tool.name === name));
      const options = offered.length === 0 ? {} : { tools: [...offered] };
      const { stream } = await model.sendRequest(messages.map(inTheirWords), options, cancelling.token);
      for await (const part of stream) {
        if (part instanceof vscode.LanguageModelTextPart) yield part.value;
        else if (part instanceof vscode.LanguageModelToolCallPart)
          yield { id: part.callId, name: part.name, input: part.input };
      }
    } finally {
      signal.removeEventListener("abort", cancel);
      cancelling.dispose();
    }
  };

function inTheirWords(message: Message): vscode.LanguageModelChatMessage {
  if (message.by === "user") return vscode.LanguageModelChatMessage.User(message.text);
  if (message.by === "tools")
    return vscode.LanguageModelChatMessage.User(
      message.answers.map(
        ({ id, text }) =>
          new vscode.LanguageModelToolResultPart(id, [new vscode.LanguageModelTextPart(text)]),
      ),
    );
  return vscode.LanguageModelChatMessage.Assistant([
    ...(message.text === "" ? [] : [new vscode.LanguageModelTextPart(message.text)]),
    ...message.calls.map(({ id, name, input }) => new vscode.LanguageModelToolCallPart(id, name, input)),
  ]);
}
