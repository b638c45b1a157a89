import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideAfterTry, outcomeOfStatus, RETRY, retryAfterMs, type TryResult } from './retry.ts';

const result = (outcome: TryResult['outcome'], wait: number | null = null): TryResult => ({
  outcome,
  retryAfterMs: wait,
});
const HOUR = 3_600_000;

test.each([
  ['delivered', 1, 0, { do: 'settle' }],
  ['gone', 1, 0, { do: 'give-up', reason: 'gone' }],
  ['again', 1, 0, { do: 'retry', delayMs: 5_000 }],
  ['again', 2, 5_000, { do: 'retry', delayMs: 10_000 }],
  ['again', 5, 80_000, { do: 'retry', delayMs: 80_000 }],
  ['again', 12, 2 * HOUR, { do: 'retry', delayMs: HOUR / 2 }],
  ['again', 60, 24 * HOUR - 1_000, { do: 'give-up', reason: 'unreachable' }],
  ['rejected', 1, 0, { do: 'retry', delayMs: 5_000 }],
  ['rejected', 10, HOUR - 1_000, { do: 'give-up', reason: 'rejected' }],
] as const)('%s at try %i after %i ms: %o', (outcome, tries, since, expected) => {
  expect(decideAfterTry(result(outcome), tries, since, 0)).toEqual(expected);
});

test('a wait that the receiver asked for is kept, and only made longer', () => {
  fc.assert(
    fc.property(
      fc.nat(2 * HOUR),
      fc.integer({ min: 1, max: 40 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (asked, tries, chance) => {
        const after = decideAfterTry(result('again', asked), tries, 0, chance);
        return after.do === 'retry' && after.delayMs >= asked;
      },
    ),
  );
});

test('chance shortens a wait by a half at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (tries, chance) => {
      const full = decideAfterTry(result('again'), tries, 0, 0);
      const after = decideAfterTry(result('again'), tries, 0, chance);
      return (
        full.do === 'retry' &&
        after.do === 'retry' &&
        after.delayMs <= full.delayMs &&
        after.delayMs >= Math.floor(full.delayMs / 2)
      );
    }),
  );
});

test('a receiver that never answers is tried for nearly a day and no longer, less and less often', () => {
  let since = 0;
  let tries = 1;
  for (;;) {
    const after = decideAfterTry(result('again'), tries, since, 0.5);
    if (after.do !== 'retry') break;
    since += after.delayMs;
    tries += 1;
  }
  expect(since).toBeGreaterThan(RETRY.limitMs - HOUR);
  expect(since).toBeLessThanOrEqual(RETRY.limitMs);
  expect(tries).toBeLessThan(100);
});

test.each([
  [200, 'delivered'],
  [202, 'delivered'],
  [204, 'delivered'],
  [301, 'rejected'],
  [302, 'rejected'],
  [304, 'rejected'],
  [400, 'rejected'],
  [401, 'rejected'],
  [403, 'rejected'],
  [404, 'rejected'],
  [408, 'again'],
  [410, 'gone'],
  [413, 'rejected'],
  [425, 'again'],
  [429, 'again'],
  [500, 'again'],
  [502, 'again'],
  [503, 'again'],
  [599, 'again'],
] as const)('status %i means %s', (status, outcome) => {
  expect(outcomeOfStatus(status)).toBe(outcome);
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-24T10:00:00Z');
  test.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Tue, 24 Nov 2026 10:01:00 GMT', 60_000],
    ['Tue, 24 Nov 2026 09:00:00 GMT', 0],
    ['-5', null],
    ['soon', null],
    ['', null],
    ['1e9', null],
    ['99999999999999', null],
    [null, null],
  ])('%o is %o ms', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
