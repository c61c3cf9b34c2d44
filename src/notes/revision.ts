/** Makes an annotation a version of its own: the line that is written. */
import { v4 as random } from "uuid";
import { currentContext, type Annotation } from "../domain/annotation.ts";
import { agentOf, isSameAgent, type Author } from "./author.ts";

export interface Revision {
  readonly revision: string;
  /** The versions that the writer saw. */
  readonly basedOn: readonly string[];
  readonly editor: Author;
  /** Fields whose conflict it ends. */
  readonly settles?: readonly string[] | undefined;
}

/** 48 random bits: they only have to differ among the versions of one annotation. */
export const newRevision = (): string => random().replaceAll("-", "").slice(0, 12);

/** @param content what the annotation says now; what its last version said of itself is left out. */
export function asRevision(
  content: Annotation,
  { revision, basedOn, editor, settles = [] }: Revision,
): Annotation {
  const {
    "marginalia:revision": _revision,
    "marginalia:basedOn": _basedOn,
    "marginalia:editor": _editor,
    "marginalia:settles": _settles,
    ...rest
  } = content;
  const agent = agentOf(editor);
  return {
    ...rest,
    "@context": currentContext(content["@context"]),
    "marginalia:revision": revision,
    ...(basedOn.length > 0 && { "marginalia:basedOn": [...basedOn] }),
    ...(!isSameAgent(content.creator, agent) && { "marginalia:editor": agent }),
    ...(settles.length > 0 && { "marginalia:settles": [...settles] }),
  };
}

/** A version said once more beside what came after it, so that its value of the field stands there again. */
export const restated = (version: Annotation, key: string, field: string): Annotation => ({
  ...version,
  "@context": currentContext(version["@context"]),
  modified: new Date(Date.parse(version.modified) + 1).toISOString(),
  "marginalia:revision": newRevision(),
  "marginalia:basedOn": [key],
  "marginalia:settles": [field],
});
