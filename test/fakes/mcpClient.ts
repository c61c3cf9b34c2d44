import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

/** The server as it is built, spoken to by the protocol's own client. */
export async function mcpClient(
  words: readonly string[],
): Promise<{ readonly client: Client; readonly close: () => Promise<void> }> {
  const client = new Client({ name: "tester", title: "The Tester", version: "1" });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: ["dist/mcp.js", ...words],
    stderr: "inherit",
  });
  await client.connect(transport);
  return { client, close: () => client.close() };
}
