/** What tools say of themselves, written once: in the manifest, where the editor reads it too. */
import * as v from "valibot";
import { whyInvalid } from "../domain/invalid.ts";

const manifestSchema = v.object({
  version: v.string(),
  contributes: v.object({
    languageModelTools: v.array(
      v.object({
        name: v.string(),
        displayName: v.string(),
        modelDescription: v.string(),
        inputSchema: v.looseObject({ type: v.literal("object") }),
      }),
    ),
  }),
});

export interface Described {
  readonly version: string;
  readonly tools: readonly ToolDescription[];
}
export type ToolDescription = v.InferOutput<
  typeof manifestSchema
>["contributes"]["languageModelTools"][number];

/** @throws when it is not the manifest of this product */
export function describedIn(manifest: unknown): Described {
  const parsed = v.safeParse(manifestSchema, manifest);
  if (!parsed.success)
    throw new Error(`The manifest does not describe the tools: ${whyInvalid(parsed.issues)}`);
  return { version: parsed.output.version, tools: parsed.output.contributes.languageModelTools };
}
