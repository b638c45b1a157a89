import type { Coverage } from '@tensiometer/core/domain/coverage.ts';
import type { Day } from '@tensiometer/core/domain/day.ts';
import type { SeriesAnswer } from '@tensiometer/core/wire/api.ts';

/** One day of a subject as chart and table show it. */
export type DayReading = {
  day: Day;
  tension: number | null;
  conflict: number | null;
  cooperation: number | null;
  reports: number;
  outlets: number;
  coverage: Coverage;
  demo: boolean;
};

/** The three series of a subject, joined by day. */
export function joinSeries(tension: SeriesAnswer, conflict: SeriesAnswer, cooperation: SeriesAnswer): DayReading[] {
  const conflictAt = new Map(conflict.points.map(point => [point.at, point.value]));
  const cooperationAt = new Map(cooperation.points.map(point => [point.at, point.value]));
  return tension.points.map(point => ({
    day: point.at.slice(0, 10),
    tension: point.value,
    conflict: conflictAt.get(point.at) ?? null,
    cooperation: cooperationAt.get(point.at) ?? null,
    reports: point.reports,
    outlets: point.outlets,
    coverage: point.coverage,
    demo: point.demo,
  }));
}

/** The reading of a day in words, as read aloud when the day is chosen. */
export function lastCovered(readings: readonly DayReading[]): DayReading | null {
  return readings.findLast(reading => reading.tension !== null) ?? null;
}
