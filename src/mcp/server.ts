/** The tools for language models as a server of the Model Context Protocol (modelcontextprotocol.io). */
import { Server, type CallToolResult, type Tool } from "@modelcontextprotocol/server";
import { proposeNote } from "../agents/proposeNote.ts";
import { agentTools, readingTools } from "../agents/agentTools.ts";
import type { AgentTool, Desk } from "../agents/tool.ts";
import { reasonOf } from "../base/result.ts";
import type { Described } from "./descriptions.ts";

const instructions =
  "A library of research papers with the user's notes. Search it, read papers by sections and pages, and find evidence with exact quotes. Quote only what the tools return as a quote, name paper and page, and link to it. When the library does not answer, say so.";

/** @param desk without `proposals` everything can only be read, and nothing else is offered */
export function paperServer(desk: Desk, { version, tools: described }: Described): Server {
  const server = new Server(
    { name: "marginalia", title: "Marginalia", version },
    { capabilities: { tools: {} }, instructions },
  );
  const offered = desk.proposals === undefined ? readingTools : agentTools;
  server.setRequestHandler("tools/list", () => ({ tools: offered.map((tool) => listed(tool, described)) }));
  server.setRequestHandler("tools/call", async ({ params }, { mcpReq }): Promise<CallToolResult> => {
    const tool = offered.find(({ name }) => name === params.name);
    if (tool === undefined) return failed(`There is no tool "${params.name}" here`);
    const input = tool === proposeNote ? signed(params.arguments, server) : (params.arguments ?? {});
    try {
      return { content: [{ type: "text", text: await tool.answer(input, desk, mcpReq.signal) }] };
    } catch (thrown) {
      return failed(reasonOf(thrown));
    }
  });
  return server;
}

const failed = (why: string): CallToolResult => ({ content: [{ type: "text", text: why }], isError: true });

function listed(tool: AgentTool, described: Described["tools"]): Tool {
  const own = described.find(({ name }) => name === tool.name);
  if (own === undefined) throw new Error(`${tool.name} is described nowhere`);
  return {
    name: own.name,
    title: own.displayName,
    description: own.modelDescription,
    inputSchema: own.inputSchema,
    annotations: {
      readOnlyHint: tool !== proposeNote,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
  };
}

/** Whoever does not name itself is called as it introduced itself. */
function signed(input: Record<string, unknown> | undefined, server: Server): Record<string, unknown> {
  const client = server.getClientVersion();
  const agent = client?.title ?? client?.name;
  return agent === undefined ? { ...input } : { agent: agent.slice(0, 100), ...input };
}
