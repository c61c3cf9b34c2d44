/** What is asked of whoever makes annotated copies, and what they answer. */
import type { Note } from "../domain/note.ts";

export interface CopyWish {
  readonly bytes: Uint8Array;
  readonly notes: readonly Note[];
  readonly password?: string | undefined;
  /** The person knows that the signature of the copy will not hold. */
  readonly evenIfSigned?: boolean;
}

/** How many notes could not be written, and why not. */
export interface LeftOut {
  readonly onOtherVersion: number;
  readonly onAbstract: number;
  /** An earlier copy was given, which has them. */
  readonly alreadyThere: number;
}

export type CopyAnswer =
  | {
      readonly kind: "copy";
      readonly bytes: Uint8Array;
      readonly notes: number;
      readonly leftOut: LeftOut;
      readonly isEncrypted: boolean;
    }
  | { readonly kind: "nothing"; readonly leftOut: LeftOut }
  | { readonly kind: "password"; readonly isWrong: boolean }
  | { readonly kind: "signed" }
  | { readonly kind: "failed"; readonly why: string };

/** @throws with a reason when it takes too long, or was called off. */
export type MakeCopy = (wish: CopyWish, signal: AbortSignal) => Promise<CopyAnswer>;
