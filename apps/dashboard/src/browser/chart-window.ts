import { addDays, type Day, dayOf, daysBetween } from '@tensiometer/core/domain/day.ts';
import { type Range, rangeDays } from '../pages/range.ts';

const EARLIEST = '1900-01-01';
const MOST_DAYS = 3_660;

/** The range moved by a part of its length, at least a day, and never beyond `today`. */
export function panned(range: Range, part: number, today: Day): Range {
  const days = Math.sign(part) * Math.max(1, Math.round(Math.abs(part) * rangeDays(range)));
  return within({ from: addDays(range.from, days), to: addDays(range.to, days) }, today);
}

/** The range made longer (factor over 1) or shorter around a day, which stays where it is on screen. */
export function zoomed(range: Range, factor: number, around: Day, today: Day): Range {
  const days = rangeDays(range);
  const wanted = Math.min(MOST_DAYS, Math.max(1, factor < 1 ? Math.floor(days * factor) : Math.ceil(days * factor)));
  const before = Math.round((daysBetween(range.from, around) / days) * wanted);
  const from = addDays(around, -Math.min(wanted - 1, Math.max(0, before)));
  return within({ from, to: addDays(from, wanted - 1) }, today);
}

/** The days that a stretch of time touches. */
export function brushed(from: number, to: number): Range {
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  return { from: dayOf(first), to: dayOf(Math.max(first, last - 1)) };
}

function within(range: Range, today: Day): Range {
  const length = daysBetween(range.from, range.to);
  if (range.to > today) return { from: addDays(today, -length), to: today };
  if (range.from < EARLIEST) return { from: EARLIEST, to: addDays(EARLIEST, length) };
  return range;
}
