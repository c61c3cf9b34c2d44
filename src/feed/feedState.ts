/** How a subscription fared when it was last asked, `.marginalia/cache/feed/<subscription>/state.json`. */
import * as v from "valibot";

export interface FeedState {
  /** Times in ISO 8601. */
  readonly lastTry?: string | undefined;
  readonly lastSuccess?: string | undefined;
  readonly lastError?: { readonly when: string; readonly why: string } | undefined;
  /** One after another, up to now. */
  readonly failures: number;
}

const schema = v.object({
  lastTry: v.optional(v.string()),
  lastSuccess: v.optional(v.string()),
  lastError: v.optional(v.object({ when: v.string(), why: v.string() })),
  failures: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
});

export function readFeedState(stored: string | undefined): FeedState {
  try {
    const parsed = v.safeParse(schema, JSON.parse(stored ?? "{}"));
    return parsed.success ? parsed.output : { failures: 0 };
  } catch {
    return { failures: 0 };
  }
}

export const writeFeedState = (state: FeedState): string => `${JSON.stringify(state)}\n`;

const [firstPauseMs, longestPauseMs] = [5 * 60_000, 6 * 60 * 60_000];

/** When a subscription that failed is asked again, in milliseconds; `undefined` for one that did not fail. */
export function nextTryOf({ failures, lastError }: FeedState): number | undefined {
  if (failures === 0 || lastError === undefined) return undefined;
  const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures - 1, 20));
  return Date.parse(lastError.when) + pause;
}

/** When feeds are asked without a command: never, at a time of the day, or whenever a window opens. */
export type RefreshAt = "off" | "onStart" | { readonly hour: number; readonly minute: number };

export function refreshAtOf(setting: unknown): RefreshAt {
  if (setting === "onStart") return "onStart";
  const [, hour, minute] =
    /^([01]?\d|2[0-3]):([0-5]\d)$/u.exec(typeof setting === "string" ? setting.trim() : "") ?? [];
  return hour === undefined || minute === undefined ? "off" : { hour: Number(hour), minute: Number(minute) };
}

/** A window that was just opened asks again only after this long: people open several. */
const startRestMs = 60 * 60_000;
/** Another window may be asking just now. */
const tryRestMs = 2 * 60_000;

/**
 * Whether a subscription is to be asked in the background. A time that was slept through is caught up; times in the future, as a
 * clock that was put back leaves behind, count for nothing.
 * @param isFirst whether the window has just opened
 */
export function isDue(state: FeedState, at: RefreshAt, now: Date, isFirst: boolean): boolean {
  if (at === "off") return false;
  const past = (time: string | undefined): number => {
    const ms = Date.parse(time ?? "");
    return ms <= now.getTime() ? ms : Number.NEGATIVE_INFINITY;
  };
  if (now.getTime() - past(state.lastTry) < tryRestMs) return false;
  const nextTry = nextTryOf(state);
  const isClockBack = Date.parse(state.lastError?.when ?? "") > now.getTime();
  if (nextTry !== undefined && !isClockBack) return now.getTime() >= nextTry;
  const success = past(state.lastSuccess);
  if (at === "onStart") return isFirst && !(now.getTime() - success < startRestMs);
  return !(success >= lastTimeOf(at, now));
}

/** The last time that it was this hour and minute here. */
function lastTimeOf({ hour, minute }: { readonly hour: number; readonly minute: number }, now: Date): number {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate(), hour, minute);
  if (today <= now) return today.getTime();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1, hour, minute).getTime();
}
