/** What fails in a listener of a fake fails the test. */
export function rethrow(failure: unknown): never {
  throw failure;
}
