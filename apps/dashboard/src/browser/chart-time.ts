import { type Day, dayNumber, dayOf } from '@tensiometer/core/domain/day.ts';
import { shortDay } from '../pages/format.ts';

export const DAY_MS = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Where a day stands on the axis: its noon, in milliseconds since 1970, so that its bar is centred on it. */
export function noonOf(day: Day): number {
  return (dayNumber(day) + 0.5) * DAY_MS;
}

/** First and last instant of a range of days, with a little air after the last. */
export function axisRange(from: Day, to: Day): { min: number; max: number } {
  const min = dayNumber(from) * DAY_MS;
  const end = (dayNumber(to) + 1) * DAY_MS;
  return { min, max: end + (end - min) * 0.006 };
}

/** Days that get a tick: the first of each month, each Monday on shorter ranges, each day on the shortest. */
export function tickDays(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  const span = dayNumber(to) - dayNumber(from);
  for (let n = dayNumber(from); n <= dayNumber(to); n += 1) {
    const day = dayOf(n * DAY_MS);
    const monday = (n + 3) % 7 === 0;
    const first = day.endsWith('-01');
    if (span > 60 ? first && (span < 500 || Number(day.slice(5, 7)) % 3 === 1) : span > 12 ? monday : true)
      days.push(day);
  }
  return days;
}

/** Words of a tick; the year stands on the first one and on January. */
export function tickWords(day: Day, index: number, span: number, narrow: boolean): string {
  if (span <= 60) return narrow && span <= 12 ? String(Number(day.slice(8))) : shortDay(day);
  const month = MONTHS[Number(day.slice(5, 7)) - 1] ?? '';
  return (index === 0 || month === 'Jan') && !narrow ? `${month} ${day.slice(0, 4)}` : month;
}

/** A round number of steps for an axis that must reach `top`. */
export function roundTop(top: number): number {
  const raw = Math.max(top, 1);
  const power = 10 ** Math.floor(Math.log10(raw));
  const nice = [1, 1.6, 2, 3, 4, 5, 6, 8, 10].find(step => raw <= step * power) ?? 10;
  return nice * power;
}
