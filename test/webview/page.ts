/** The real page with a host in memory at the other end of its channel. */
import "./vscode.ts";
import "../../webview/main.ts";
