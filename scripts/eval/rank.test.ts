import { describe, expect, test } from 'vitest';
import { compareRanks, ranks, spearman } from './rank.ts';

test('equal values share the mean of their ranks', () => {
  expect(ranks([10, 30, 20, 20])).toEqual([1, 4, 2.5, 2.5]);
});

describe('Spearman', () => {
  test('is 1 for any rising relation and −1 for any falling one', () => {
    expect(spearman([1, 2, 3, 4], [1, 10, 100, 1000])).toBeCloseTo(1);
    expect(spearman([1, 2, 3, 4], [9, 4, 2, 1])).toBeCloseTo(-1);
  });

  test('is that of the textbook formula without ties', () => {
    // 1 − 6·Σd²/(n(n² − 1)) with Σd² = 4 and n = 5
    expect(spearman([1, 2, 3, 4, 5], [2, 1, 4, 3, 5])).toBeCloseTo(1 - (6 * 4) / (5 * 24));
  });

  test('of a series that does not vary is no number', () => {
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNaN();
  });
});

test('the nearer series wins, and its interval is that of the difference within each draw', () => {
  const truth = Array.from({ length: 52 }, (_, i) => (i * 37) % 52);
  const noisy = truth.map((value, i) => value + ((i * 29) % 40));
  const found = compareRanks(truth, truth, noisy, { block: 4, draws: 200 });
  expect(found.ours).toBeCloseTo(1);
  expect(found.theirs).toBeLessThan(1);
  expect(found.difference).toBeCloseTo(found.ours - found.theirs);
  expect(found.intervals.difference.low).toBeGreaterThan(0);
  expect(found).toEqual(compareRanks(truth, truth, noisy, { block: 4, draws: 200 }));
});
