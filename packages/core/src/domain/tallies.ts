import { createHistogram } from './median.ts';

/** Something that covers the days from `first` to `last`, both included, counted from a day of their own. */
export type DaySpan<T> = { first: number; last: number; report: T };

/** What covers each of some days: how many, of how many outlets and texts, and the median of their values. */
export type Tallies = { count: Int32Array; outlets: Int32Array; texts: Int32Array; medians: (number | null)[] };

export type TallyKeys<T> = {
  outlet(it: T, index: number): string | number;
  text(it: T, index: number): string | number;
  /** A value of 0 to 3,360 that the median is taken of, rounded; null to leave it out. */
  value(it: T): number | null;
};

const MOST_VALUE = 3_360;

/** Tallies of `days` days, numbered from 0, in time linear in the spans and the days. */
export function talliesOf<T>(spans: readonly DaySpan<T>[], days: number, keys: TallyKeys<T>): Tallies {
  const inOrder = spans.map((span, index) => ({ ...span, index })).sort((a, b) => a.first - b.first);
  const begun = Array.from({ length: days + 1 }, (): number[] => []);
  const ended = Array.from({ length: days + 1 }, (): number[] => []);
  const count = new Int32Array(days + 1);
  const outlets = new Int32Array(days + 1);
  const texts = new Int32Array(days + 1);
  const outletUntil = new Map<string | number, number>();
  const textUntil = new Map<string | number, number>();
  for (const { first, last, report, index } of inOrder) {
    count[first] = (count[first] ?? 0) + 1;
    count[last + 1] = (count[last + 1] ?? 0) - 1;
    extend(outlets, outletUntil, keys.outlet(report, index), first, last);
    extend(texts, textUntil, keys.text(report, index), first, last);
    const value = keys.value(report);
    if (value === null) continue;
    begun[first]?.push(Math.round(value));
    ended[last + 1]?.push(Math.round(value));
  }
  for (let day = 1; day <= days; day += 1) {
    for (const each of [count, outlets, texts]) each[day] = (each[day] ?? 0) + (each[day - 1] ?? 0);
  }
  return { count, outlets, texts, medians: mediansOf(begun, ended, days) };
}

/** Adds one from `first` to `last` to a difference row, but for the days on which the key is there already. */
function extend(
  row: Int32Array,
  until: Map<string | number, number>,
  key: string | number,
  first: number,
  last: number,
): void {
  const from = Math.max(first, (until.get(key) ?? -1) + 1);
  if (from > last) return;
  row[from] = (row[from] ?? 0) + 1;
  row[last + 1] = (row[last + 1] ?? 0) - 1;
  until.set(key, last);
}

function mediansOf(
  begun: readonly (readonly number[])[],
  ended: readonly (readonly number[])[],
  days: number,
): (number | null)[] {
  const histogram = createHistogram(MOST_VALUE);
  let changed = true;
  let median: number | null = null;
  return Array.from({ length: days }, (_, day) => {
    for (const value of ended[day] ?? []) histogram.add(value, -1);
    for (const value of begun[day] ?? []) histogram.add(value, 1);
    changed = (ended[day]?.length ?? 0) + (begun[day]?.length ?? 0) > 0;
    if (changed) median = histogram.median();
    return median;
  });
}
