/** What an expected failure looks like: a value, or the reason there is none. Unexpected failures are thrown. */
export type Result<T, E = string> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: E };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const fail = <E>(why: E): Result<never, E> => ({ ok: false, why });

/** What to tell a person about something thrown. */
export const reasonOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
