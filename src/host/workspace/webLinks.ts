import * as vscode from "vscode";

/** Opens a web page outside. Only http and https: a paper's text must not start anything on this machine. */
export async function openWebLink(url: string): Promise<void> {
  const uri = vscode.Uri.parse(url, true);
  if (uri.scheme !== "http" && uri.scheme !== "https")
    throw new Error(`"${uri.scheme}:" links are not opened`);
  await vscode.env.openExternal(uri);
}
