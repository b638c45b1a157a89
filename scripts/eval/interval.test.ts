import { describe, expect, test } from 'vitest';
import { blockDraws, bootstrap, middle, quantile } from './interval.ts';
import { shuffled } from './random.ts';

const mean = (sample: readonly number[]) => sample.reduce((sum, value) => sum + value, 0) / sample.length;

test('quantiles are values of the sample, by nearest rank', () => {
  const samples = Array.from({ length: 100 }, (_, i) => i + 1);
  expect([quantile(samples, 0.05), quantile(samples, 0.5), quantile(samples, 0.95)]).toEqual([5, 50, 95]);
  expect(quantile([], 0.5)).toBeNaN();
});

test('draws without a value are left out of an interval', () => {
  expect(middle([Number.NaN, 1, 1, Number.NaN])).toEqual({ low: 1, high: 1 });
});

describe('the bootstrap interval', () => {
  const coin = Array.from({ length: 400 }, (_, i) => i % 2);

  test('of a share of one half of 400 is about .041 to each side', () => {
    const { low, high } = bootstrap(coin, mean);
    expect(low).toBeCloseTo(0.459, 1);
    expect(high).toBeCloseTo(0.541, 1);
    expect(high - low).toBeGreaterThan(0.07);
    expect(high - low).toBeLessThan(0.095);
  });

  test('is the same each time', () => {
    expect(bootstrap(coin, mean)).toEqual(bootstrap(coin, mean));
  });
});

describe('block draws', () => {
  const draws = blockDraws(10, 4, 200);

  test('are as long as the series and stay within it', () => {
    for (const draw of draws) {
      expect(draw).toHaveLength(10);
      expect(Math.min(...draw)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...draw)).toBeLessThan(10);
    }
  });

  test('are made of neighbours', () => {
    for (const draw of draws)
      for (const [from, to] of [
        [0, 4],
        [4, 8],
        [8, 10],
      ] as const)
        for (let i = from + 1; i < to; i += 1) expect(draw[i]).toBe((draw[i - 1] ?? 0) + 1);
  });

  test('reach both ends of the series', () => {
    expect(new Set(draws.flat()).size).toBe(10);
  });
});

test('shuffling keeps every item and depends on the seed alone', () => {
  const items = Array.from({ length: 50 }, (_, i) => i);
  expect(shuffled(items, 7)).toEqual(shuffled(items, 7));
  expect(shuffled(items, 7)).not.toEqual(items);
  expect([...shuffled(items, 7)].sort((a, b) => a - b)).toEqual(items);
});
