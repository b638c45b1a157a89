import { randomOf } from './random.ts';

/** Ends of a 90 % interval. Both are NaN where a figure has none. */
export type Interval = { low: number; high: number };

const DRAWS = 1_000;
const SEED = 20_240_125;

/** The value below which `share` (0 to 1) of the samples lie, by nearest rank; NaN of nothing. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

/** The middle 90 % of some draws; draws without a value are left out. */
export function middle(draws: readonly number[]): Interval {
  const valued = draws.filter(value => !Number.isNaN(value));
  return { low: quantile(valued, 0.05), high: quantile(valued, 0.95) };
}

/**
 * 90 % bootstrap interval of a statistic of independent items (sentences), by drawing as many items with replacement,
 * 1,000 times from a fixed seed. A draw for which the statistic is NaN is left out.
 */
export function bootstrap<T>(items: readonly T[], statistic: (sample: readonly T[]) => number): Interval {
  const random = randomOf(SEED);
  const draws: number[] = [];
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const sample: T[] = [];
    for (let i = 0; i < items.length; i += 1) {
      const item = items[Math.floor(random() * items.length)];
      if (item !== undefined) sample.push(item);
    }
    draws.push(statistic(sample));
  }
  return middle(draws);
}

/**
 * Draws of the moving-block bootstrap for a series: each is a list of positions 0 to `length` − 1, made of blocks of
 * neighbours so that what hangs together in time stays together. The same draws serve several series.
 */
export function blockDraws(length: number, block: number, draws: number): number[][] {
  const random = randomOf(SEED);
  const size = Math.min(block, length);
  return Array.from({ length: draws }, () => {
    const positions: number[] = [];
    while (positions.length < length) {
      const start = Math.floor(random() * (length - size + 1));
      for (let i = 0; i < size && positions.length < length; i += 1) positions.push(start + i);
    }
    return positions;
  });
}
