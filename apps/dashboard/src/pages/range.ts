import { addDays, type Day, daysBetween, isDay } from '@tensiometer/core/domain/day.ts';
import { longDay } from './format.ts';

export type Range = { from: Day; to: Day };
/** Spans of days that can be chosen with one link. */
export const PRESETS = [30, 90, 180] as const;
const LONGEST_DAYS = 1100;

/** Range asked for in an address, or `fallback` where it makes no sense; null says that none was asked for. */
export function askedRange(from: string | undefined, to: string | undefined): Range | null {
  if (from === undefined || to === undefined || !isDay(from) || !isDay(to)) return null;
  const span = daysBetween(from, to);
  return span < 1 || span > LONGEST_DAYS ? null : { from, to };
}

/** Range of a preset: so many days up to the last day with data, that day among them. */
export function presetRange(days: number, to: Day): Range {
  return { from: addDays(to, 1 - days), to };
}

/** Number of days of a range, both ends counted. */
export function rangeDays(range: Range): number {
  return daysBetween(range.from, range.to) + 1;
}

/** "1 October 2023 to 5 March 2024, UTC days". */
export function rangeWords(from: Day, to: Day): string {
  return `${longDay(from)} to ${longDay(to)}, UTC days`;
}
