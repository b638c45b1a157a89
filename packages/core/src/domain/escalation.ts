import { type Day, dayFrom, dayNumber } from './day.ts';
import { ESCALATION } from './indicator.ts';
import { type DaySum, dayReader } from './mass.ts';

/** How unusual a day is: z in standard deviations, of x = ln(1 + C) against the mean and spread before it. */
export type Escalation = { value: number; mean: number; spread: number };

/** Share of a new day in the running mean and variance: half of it is of the last 60 covered days. */
const ALPHA = 1 - 2 ** (-1 / ESCALATION.halfLifeDays);

/**
 * Reads how far the day's conflict is from what is usual: z = (x − μ) / max(√v, 0.35) with x = ln(1 + C). μ and v are an
 * exponentially weighted mean and variance (Finch 2009, "Incremental calculation of weighted mean and variance",
 * section 9) with a half-life of 60 covered days, begun with mean and population variance of the first 30 and moved on
 * after each day was scored. Days without coverage are passed over; null up to and with the 30th covered day.
 */
export function escalationReader(
  sums: readonly DaySum[],
  range: { first: Day; last: Day } | null,
  isCovered: (day: Day) => boolean,
): (day: Day) => Escalation | null {
  const byDay = new Map<Day, Escalation>();
  if (range === null) return () => null;
  const massOn = dayReader(sums);
  const first: number[] = [];
  let mean = 0;
  let variance = 0;
  const last = dayNumber(range.last);
  for (let n = dayNumber(range.first); n <= last; n += 1) {
    const day = dayFrom(n);
    if (!isCovered(day)) continue;
    const x = Math.log(1 + massOn(day).conflict);
    if (first.length < ESCALATION.warmUpDays) {
      first.push(x);
      mean = average(first);
      variance = average(first.map(it => (it - mean) ** 2));
      continue;
    }
    const spread = Math.max(Math.sqrt(variance), ESCALATION.leastSpread);
    const diff = x - mean;
    byDay.set(day, { value: diff / spread, mean, spread });
    mean += ALPHA * diff;
    variance = (1 - ALPHA) * (variance + ALPHA * diff ** 2);
  }
  return day => byDay.get(day) ?? null;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
