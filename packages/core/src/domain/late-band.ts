import { addDays, type Day, daysBetween } from './day.ts';
import type { SubjectFacts } from './facts.ts';
import type { IndicatorName } from './indicator.ts';
import { readerOf } from './reading.ts';

/** What became known of a day so many days after it, in milli-points. */
export type Arrival = { day: Day; lag: number; conflict: number; cooperation: number };
/** By lag 0 to 7: how many times its mass a day still grows to, at the 10th and the 90th percentile; null where unknown. */
export type Growth = ({ low: number; high: number } | null)[];
export type BandPoint = { at: Day; low: number; high: number };
type Side = 'conflict' | 'cooperation';

// Editorial, as the parameters of the formulas are.
const LATE = { days: 90, settledAfter: 14, lags: 7, low: 0.1, high: 0.9 } as const;
/** Days of its own that it takes to tell how much a subject's days still grow. */
export const LEAST_DAYS = 30;
/** Days before the current one that are shown with a band, that day among them. */
export const BAND_DAYS = 7;

/** The days whose arrivals tell how late reports come: the last 90 that are fourteen days old, as the day before knew them. */
export function settledDays(today: Day): { from: Day; to: Day } {
  const to = addDays(today, -LATE.settledAfter - 1);
  return { from: addDays(to, 1 - LATE.days), to };
}

/**
 * How much a day usually still grows: for each lag of 0 to 7 days, over the settled days, the 10th to 90th percentile of
 * its mass as known fourteen days later to that as known then. Null for a lag with fewer than 30 days to tell from. All of
 * it was known by the end of the day before, so that nothing of today changes it.
 */
export function growthOf(arrivals: readonly Arrival[], side: Side, today: Day): Growth {
  const { from, to } = settledDays(today);
  const days = new Map<Day, number[]>();
  for (const { day, lag, [side]: amount } of arrivals) {
    if (day < from || day > to || lag > LATE.settledAfter) continue;
    const byLag = days.get(day) ?? new Array<number>(LATE.settledAfter + 1).fill(0);
    for (let l = Math.max(0, lag); l <= LATE.settledAfter; l += 1) byLag[l] = (byLag[l] ?? 0) + amount;
    days.set(day, byLag);
  }
  return Array.from({ length: LATE.lags + 1 }, (_, lag) => {
    const ratios = [...days.values()]
      .flatMap(byLag => {
        const then = byLag[lag] ?? 0;
        return then > 0 ? [(byLag[LATE.settledAfter] ?? 0) / then] : [];
      })
      .sort((a, b) => a - b);
    return ratios.length < LEAST_DAYS ? null : { low: at(ratios, LATE.low), high: at(ratios, LATE.high) };
  });
}

/** The growth of a subject by lag, and that of the world where the subject tells too little. */
export function firstKnown(own: Growth, world: Growth): Growth {
  return own.map((it, lag) => it ?? world[lag] ?? null);
}

/**
 * Where the last seven readings may still go: each read again with the masses of the last days times their usual growth.
 * Null for an indicator that is no mass or tension, and while the growth of any of the days is unknown.
 */
export function lateBand(
  indicator: IndicatorName,
  facts: SubjectFacts,
  growth: Growth,
  today: Day,
): BandPoint[] | null {
  if (!hasBand(indicator) || growth.length === 0 || growth.some(it => it === null)) return null;
  const side = sideOf(indicator);
  const read = (edge: 'low' | 'high') => {
    const sums = facts.sums.map(sum => {
      const factor = growth[daysBetween(sum.day, today)]?.[edge] ?? 1;
      return { ...sum, [side]: sum[side] * factor };
    });
    return readerOf(indicator, { ...facts, sums });
  };
  const [low, high] = [read('low'), read('high')];
  return Array.from({ length: BAND_DAYS }, (_, i) => addDays(today, i + 1 - BAND_DAYS)).flatMap(day => {
    const [a, b] = [low(day).value, high(day).value];
    return a === null || b === null ? [] : [{ at: day, low: a, high: b }];
  });
}

/** The value below which a share of some ascending numbers lies (nearest rank). */
function at(ascending: readonly number[], share: number): number {
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? 1;
}

/** True for the indicators that grow with a mass: tension, conflict and cooperation. */
export function hasBand(indicator: IndicatorName): boolean {
  return indicator === 'tension' || indicator === 'conflict' || indicator === 'cooperation';
}

/** The side of the ledger that an indicator grows by. */
export function sideOf(indicator: IndicatorName): Side {
  return indicator === 'cooperation' ? 'cooperation' : 'conflict';
}
