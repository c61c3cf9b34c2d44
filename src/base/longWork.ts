/** Work that a person waits for, sees go on, and may call off. */
export interface LongWork {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, all: number) => void;
}
