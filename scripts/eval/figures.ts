import { type Answered, classTable } from './classes.ts';
import { bootstrap, type Interval } from './interval.ts';

/** What a figure has to reach: a bar of the task, or a target of the guide. */
export type Bar = { at: 'least' | 'most'; value: number; from: 'bar' | 'target' };
/** How a value is written: a share or other ratio with three decimals, a count as a whole number, a text as it is. */
export type Kind = 'share' | 'count' | 'text';
/** A headline figure. `low` and `high` are its 90 % interval, NaN where it has none; `n` is what it is taken over. */
export type Figure = Interval & { key: string; label: string; kind: Kind; value: number; n: number; bar: Bar | null };
export type Column = { name: string; kind: Kind };
export type Table = { title: string; columns: Column[]; rows: (string | number)[][] };
/** Lines to read, with words of the sets: they are printed and never written to a file. */
export type Examples = { title: string; lines: string[] };
export type SetReport = {
  title: string;
  notes: string[];
  figures: Figure[];
  tables: Table[];
  examples: Examples[];
};

export const atLeast = (value: number): Bar => ({ at: 'least', value, from: 'bar' });
export const atMost = (value: number): Bar => ({ at: 'most', value, from: 'bar' });
export const target = (at: Bar['at'], value: number): Bar => ({ at, value, from: 'target' });

/** True when a figure reaches its bar; a figure without a value does not. */
export function isMet({ value, bar }: Figure): boolean | null {
  if (bar === null) return null;
  return bar.at === 'least' ? value >= bar.value : value <= bar.value;
}

/** A figure over independent items (sentences), with its bootstrap interval. */
export function measure<T>(
  key: string,
  label: string,
  items: readonly T[],
  statistic: (sample: readonly T[]) => number,
  { bar = null, n = items.length }: { bar?: Bar | null; n?: number } = {},
): Figure {
  return { key, label, kind: 'share', value: statistic(items), ...bootstrap(items, statistic), n, bar };
}

/** A figure that is a plain count, without an interval. */
export function counted(key: string, label: string, value: number, n: number, bar: Bar | null = null): Figure {
  return { key, label, kind: 'count', value, low: Number.NaN, high: Number.NaN, n, bar };
}

/** Columns of a table: a name, then shares, then counts. */
export function columns(first: string, shares: readonly string[], counts: readonly string[]): Column[] {
  return [
    { name: first, kind: 'text' },
    ...shares.map(name => ({ name, kind: 'share' as const })),
    ...counts.map(name => ({ name, kind: 'count' as const })),
  ];
}

/** Precision, recall, F1 and counts of each class as a table. */
export function classesAsTable(title: string, items: readonly Answered[], classes: readonly string[]): Table {
  return {
    title,
    columns: columns('class', ['precision', 'recall', 'F1'], ['n', 'answered']),
    rows: classTable(items, classes).map(({ name, precision, recall, f1, n, answered }) => [
      name,
      precision,
      recall,
      f1,
      n,
      answered,
    ]),
  };
}
