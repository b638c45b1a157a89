import { addDays, type Day, daysBetween, isDay } from '@tensiometer/core/domain/day.ts';
import { longDay } from './format.ts';

export type Range = { from: Day; to: Day };
export type Step = 'hour' | 'day' | 'week';

/** Spans that end where the data stand, and move with them. */
export const SPANS = [
  { name: '24h', days: 1, words: '24 h' },
  { name: '7d', days: 7, words: '7 d' },
  { name: '30d', days: 30, words: '30 d' },
  { name: '90d', days: 90, words: '90 d' },
  { name: '1y', days: 365, words: '1 y' },
  { name: 'all', days: null, words: 'All' },
] as const;
export type SpanName = (typeof SPANS)[number]['name'];

/** Days of the longest range, by the step that it needs at least. */
const LONGEST = { hour: 8, day: 750, week: 3_660 } as const;

/** A range with both ends in the calendar, the first no later than the last, no longer than ten years; null otherwise. */
export function askedRange(from: string | undefined, to: string | undefined): Range | null {
  if (from === undefined || to === undefined || !isDay(from) || !isDay(to)) return null;
  const span = daysBetween(from, to);
  return span < 0 || span >= LONGEST.week ? null : { from, to };
}

/** Range of a span: so many days up to the one where the page stands; "all" goes from the first covered day to the last. */
export function spanRange(name: SpanName, standing: { day: Day; from: Day; to: Day; first: Day | null }): Range {
  const days = SPANS.find(span => span.name === name)?.days ?? null;
  if (days !== null) return { from: addDays(standing.day, 1 - days), to: standing.day };
  const from = standing.first === null || standing.first > standing.from ? standing.from : standing.first;
  const earliest = addDays(standing.to, 1 - LONGEST.week);
  return { from: from < earliest ? earliest : from, to: standing.to };
}

/** Number of days of a range, both ends counted. */
export function rangeDays(range: Range): number {
  return daysBetween(range.from, range.to) + 1;
}

/** The step asked for where the range allows it, else the one that fits: hours up to 8 days, weeks beyond two years. */
export function fittingStep(asked: Step | null, range: Range): Step {
  const days = rangeDays(range);
  if (asked === 'hour' && days <= 31) return 'hour';
  if (asked === 'day' || asked === 'week') return asked;
  return days <= LONGEST.hour ? 'hour' : days <= LONGEST.day ? 'day' : 'week';
}

/** "1 October 2023 to 5 March 2024, UTC days". */
export function rangeWords({ from, to }: Range, step: Step): string {
  const days = from === to ? longDay(from) : `${longDay(from)} to ${longDay(to)}`;
  return `${days}, ${stepWords(step)}`;
}

/** What a bucket is: "UTC days". */
export function stepWords(step: Step): string {
  switch (step) {
    case 'hour':
      return 'by the hour';
    case 'day':
      return 'UTC days';
    case 'week':
      return 'weeks from Monday, UTC';
  }
}
