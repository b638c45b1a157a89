import type { Coverage } from '@tensiometer/core/domain/coverage.ts';
import type { Day } from '@tensiometer/core/domain/day.ts';
import type { IndicatorName } from '@tensiometer/core/domain/indicator.ts';
import type { Subject } from '@tensiometer/core/domain/subject.ts';
import type { SeriesAnswer } from '@tensiometer/core/wire/api.ts';
import type { Step } from './range.ts';

/** One series of the chart and the table: an indicator of the page's subject, or the main one of another subject. */
export type Column = {
  /** Its name in files and addresses: "tension", "tension IRN-USA". */
  key: string;
  role: 'main' | 'mass' | 'panel' | 'compared';
  subject: Subject;
  indicator: IndicatorName;
  /** As on screen: "Tension", "Iran–United States". */
  name: string;
};

/** One bucket as chart, table and files show it. */
export type Reading = {
  /** Start of the bucket: a day, or an instant when the step is an hour. */
  at: string;
  day: Day;
  /** Value of each column by its key; null where nothing covers the bucket. */
  values: Record<string, number | null>;
  /** What the page's own subject rests on. */
  reports: number;
  outlets: number;
  coverage: Coverage;
  demo: boolean;
};

/** The rows of a chart: its columns and one reading a bucket, oldest first. */
export type Rows = { step: Step; columns: Column[]; readings: Reading[] };

/** Series of the same buckets joined into rows; coverage is that of the first, the page's own. */
export function joinSeries(step: Step, series: readonly { column: Column; answer: SeriesAnswer }[]): Rows {
  const valuesOf = series.map(({ column, answer }) => ({
    key: column.key,
    at: new Map(answer.points.map(point => [point.at, point.value])),
  }));
  const own = series[0]?.answer.points ?? [];
  return {
    step,
    columns: series.map(({ column }) => column),
    readings: own.map(({ at, reports, outlets, coverage, demo }) => ({
      at: step === 'hour' ? at : at.slice(0, 10),
      day: at.slice(0, 10),
      values: Object.fromEntries(valuesOf.map(column => [column.key, column.at.get(at) ?? null])),
      reports,
      outlets,
      coverage,
      demo,
    })),
  };
}

/** The column that is drawn large. */
export function mainColumn(rows: Rows): Column {
  const main = rows.columns.find(column => column.role === 'main');
  if (main === undefined) throw new Error('a chart has a main column');
  return main;
}

/** The last reading of a column that has a value. */
export function lastCovered(readings: readonly Reading[], key: string): Reading | null {
  return readings.findLast(reading => reading.values[key] != null) ?? null;
}
