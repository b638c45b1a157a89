import { type Day, dayNumber, dayOf } from '@tensiometer/core/domain/day.ts';
import { clockText, shortDay } from '../pages/format.ts';
import type { Step } from '../pages/range.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LENGTH = { hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS } as const;

/** First and last instant of a bucket, in milliseconds since 1970. */
export function bucketOf(at: string, step: Step): { start: number; end: number } {
  const start = Date.parse(at.length === 10 ? `${at}T00:00:00Z` : at);
  return { start, end: start + LENGTH[step] };
}

export type Tick = { at: number; words: string };

/** Ticks of an axis of time: hours, days, Mondays or months, whichever leave room for their names. */
export function ticksOf(min: number, max: number, step: Step, clock: 'utc' | 'local', narrow: boolean): Tick[] {
  if (step === 'hour') return hourTicks(min, max, clock, narrow);
  const from = dayOf(min);
  const to = dayOf(max - 1);
  const span = dayNumber(to) - dayNumber(from);
  return tickDays(from, to).map((day, i) => ({
    at: dayNumber(day) * DAY_MS,
    words: tickWords(day, i, span, narrow),
  }));
}

function hourTicks(min: number, max: number, clock: 'utc' | 'local', narrow: boolean): Tick[] {
  const days = (max - min) / DAY_MS;
  const every = days <= 1.5 ? (narrow ? 6 : 3) : days <= 3 ? 12 : 24;
  const offset = clock === 'local' ? new Date(min).getTimezoneOffset() * 60_000 : 0;
  const first = Math.ceil((min - offset) / (every * HOUR_MS)) * every * HOUR_MS + offset;
  const ticks: Tick[] = [];
  for (let at = first; at < max; at += every * HOUR_MS) {
    const shown = new Date(at - offset).toISOString();
    const words = shown.slice(11, 16) === '00:00' || at === first ? shortDay(shown.slice(0, 10)) : clockText(shown);
    ticks.push({ at, words });
  }
  return ticks;
}

/** Days that get a tick: the first of each month, each Monday on shorter ranges, each day on the shortest. */
function tickDays(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  const span = dayNumber(to) - dayNumber(from);
  for (let n = dayNumber(from); n <= dayNumber(to); n += 1) {
    const day = dayOf(n * DAY_MS);
    const monday = (((n + 3) % 7) + 7) % 7 === 0;
    if (span > 60 ? day.endsWith('-01') && monthFits(day, span) : span > 12 ? monday : true) days.push(day);
  }
  return days;
}

/** Which firsts of a month are named: all, those of quarters, or those of years. */
function monthFits(day: Day, span: number): boolean {
  const month = Number(day.slice(5, 7));
  return span < 500 || (span < 1_600 ? month % 3 === 1 : month === 1);
}

/** Words of a tick; the year stands on the first one and on January. */
function tickWords(day: Day, index: number, span: number, narrow: boolean): string {
  if (span <= 60) return narrow && span <= 12 ? String(Number(day.slice(8))) : shortDay(day);
  if (span >= 1_600) return day.slice(0, 4);
  const month = MONTHS[Number(day.slice(5, 7)) - 1] ?? '';
  return (index === 0 || month === 'Jan') && !narrow ? `${month} ${day.slice(0, 4)}` : month;
}

/** A round number of steps for an axis that must reach `top`. */
export function roundTop(top: number): number {
  const raw = Math.max(top, 1e-6);
  const power = 10 ** Math.floor(Math.log10(raw));
  const nice = [1, 1.6, 2, 3, 4, 5, 6, 8, 10].find(step => raw <= step * power * 1.000001) ?? 10;
  return nice * power;
}
