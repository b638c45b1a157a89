import { describe, expect, test } from 'vitest';
import { addDays } from './day.ts';
import { NO_FACTS } from './facts.ts';
import { type Arrival, firstKnown, growthOf, lateBand, settledDays } from './late-band.ts';

const TODAY = '2024-06-01';
const { from, to } = settledDays(TODAY);

/** On each of some days half of the mass comes at once, and the rest after `lag` days. */
const halves = (days: number, lag: number): Arrival[] =>
  Array.from({ length: days }, (_, i) => addDays(to, -i)).flatMap(day => [
    { day, lag: 0, conflict: 5_000, cooperation: 0 },
    { day, lag, conflict: 5_000, cooperation: 0 },
  ]);

test('the settled days are the ninety that were fourteen days old yesterday', () => {
  expect({ from, to }).toEqual({ from: '2024-02-18', to: '2024-05-17' });
});

describe('how much a day still grows', () => {
  test('is twice at first, and nothing once the rest has come', () => {
    const growth = growthOf(halves(40, 3), 'conflict', TODAY);
    expect(growth.map(it => it?.high)).toEqual([2, 2, 2, 1, 1, 1, 1, 1]);
  });

  test('is unknown under thirty days, and on days on which nothing was known', () => {
    expect(growthOf(halves(29, 3), 'conflict', TODAY).every(it => it === null)).toBe(true);
    const late = halves(40, 2).filter(it => it.lag > 0);
    expect(growthOf(late, 'conflict', TODAY).map(it => it?.high ?? null)).toEqual([null, null, 1, 1, 1, 1, 1, 1]);
    expect(growthOf(halves(40, 3), 'cooperation', TODAY).every(it => it === null)).toBe(true);
  });

  test('does not look at what came more than fourteen days later, nor at days that may still grow', () => {
    const after = halves(40, 15);
    expect(growthOf(after, 'conflict', TODAY)[0]?.high).toBe(1);
    const young = halves(40, 3).map(it => ({ ...it, day: addDays(it.day, 40) }));
    expect(growthOf(young, 'conflict', TODAY).every(it => it === null)).toBe(true);
  });

  test('spans the 10th to the 90th percentile', () => {
    const some = Array.from({ length: 40 }, (_, i) => addDays(to, -i)).flatMap((day, i) => [
      { day, lag: 0, conflict: 1_000, cooperation: 0 },
      { day, lag: 5, conflict: 100 * i, cooperation: 0 },
    ]);
    expect(growthOf(some, 'conflict', TODAY)[0]).toEqual({ low: 1.3, high: 4.5 });
  });
});

describe('the band of the last days', () => {
  const sums = Array.from({ length: 10 }, (_, i) => ({ day: addDays(TODAY, -i), conflict: 4_000, cooperation: 0 }));
  const reports = [{ publishedDay: addDays(TODAY, -9), earliestEventDay: null, outlet: 'A' }];
  const facts = { ...NO_FACTS, sums: sums.toReversed(), reports };

  test('is each of the seven days times what its age still adds', () => {
    const band = lateBand('conflict', facts, growthOf(halves(40, 3), 'conflict', TODAY), TODAY);
    expect(band?.map(it => it.high)).toEqual([4, 4, 4, 4, 8, 8, 8]);
    expect(band?.[0]?.at).toBe(addDays(TODAY, -6));
  });

  test('of tension holds its reading from below', () => {
    const band = lateBand('tension', facts, growthOf(halves(40, 3), 'conflict', TODAY), TODAY);
    expect(band?.every(it => it.low <= it.high)).toBe(true);
    expect(band?.at(-1)?.high).toBeGreaterThan(
      lateBand('tension', facts, growthOf(halves(40, 1), 'conflict', TODAY), TODAY)?.at(-1)?.high ?? 100,
    );
  });

  test('is not drawn without thirty days to tell from, of the subject or of the world, nor for a share', () => {
    const unknown = growthOf([], 'conflict', TODAY);
    expect(lateBand('conflict', facts, unknown, TODAY)).toBeNull();
    const world = growthOf(halves(40, 3), 'conflict', TODAY);
    expect(lateBand('conflict', facts, firstKnown(unknown, world), TODAY)).toHaveLength(7);
    expect(lateBand('conflict-share', facts, world, TODAY)).toBeNull();
  });
});
