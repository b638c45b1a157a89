import type { FailReason } from '../channel.ts';

/**
 * What a try at sending came to. `again`: it may go through later; `rejected`: the receiver will not have it as it is;
 * `gone`: the receiver is there no more.
 */
export type TryResult = {
  outcome: 'delivered' | 'again' | 'rejected' | 'gone';
  /** Milliseconds for which the receiver asked to be left alone. */
  retryAfterMs: number | null;
};

export type AfterTry = { do: 'settle' } | { do: 'retry'; delayMs: number } | { do: 'give-up'; reason: FailReason };

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
/** The wait doubles from the first to the longest one. Nothing is tried for longer than the limits, counted from the first try. */
export const RETRY = {
  firstMs: 5 * SECOND,
  longestMs: HOUR / 2,
  limitMs: 24 * HOUR,
  /** A receiver that says no may be mended; but what it will never take must not hold up what comes after it. */
  rejectedLimitMs: HOUR,
} as const;

/**
 * What to do after a try. `tries` counts this one; `sinceFirstMs` is the time since the first; `chance` lies in [0, 1)
 * and shortens the wait by up to a half, so that many senders do not come back at once. A wait that the receiver asked
 * for is kept, and only ever made longer.
 */
export function decideAfterTry(result: TryResult, tries: number, sinceFirstMs: number, chance: number): AfterTry {
  switch (result.outcome) {
    case 'delivered':
      return { do: 'settle' };
    case 'gone':
      return { do: 'give-up', reason: 'gone' };
    case 'again':
    case 'rejected': {
      const full = Math.min(RETRY.longestMs, RETRY.firstMs * 2 ** Math.min(30, tries - 1));
      const delayMs = Math.round(Math.max(full * (1 - chance / 2), (result.retryAfterMs ?? 0) * (1 + chance / 10)));
      const limitMs = result.outcome === 'again' ? RETRY.limitMs : RETRY.rejectedLimitMs;
      if (sinceFirstMs + delayMs <= limitMs) return { do: 'retry', delayMs };
      return { do: 'give-up', reason: result.outcome === 'again' ? 'unreachable' : 'rejected' };
    }
    default:
      return result.outcome satisfies never;
  }
}

/** What an HTTP status says of a try. */
export function outcomeOfStatus(status: number): TryResult['outcome'] {
  if (status >= 200 && status < 300) return 'delivered';
  if (status === 410) return 'gone';
  return status >= 500 || status === 408 || status === 409 || status === 425 || status === 429 ? 'again' : 'rejected';
}

/** Milliseconds until what a Retry-After header names: seconds, or a date. Null for anything else; never negative. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * SECOND;
  const at = /[a-z]/i.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
