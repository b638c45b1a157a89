/** A UTC calendar day, written YYYY-MM-DD, so that days compare as strings. */
export type Day = string;

const MS_PER_DAY = 86_400_000;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01 of a day. */
export function dayNumber(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY;
}

/** The day that is so many days after 1970-01-01. */
export function dayFrom(number: number): Day {
  return new Date(number * MS_PER_DAY).toISOString().slice(0, 10);
}

/** The day `n` whole days after (before, when negative) `day`. */
export function addDays(day: Day, n: number): Day {
  return dayFrom(dayNumber(day) + n);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** The UTC day of an instant given in milliseconds since 1970. */
export function dayOf(ms: number): Day {
  return new Date(ms).toISOString().slice(0, 10);
}

/** True for a day that exists in the calendar (2026-02-30 does not). */
export function isDay(text: string): boolean {
  const parts = DAY.exec(text);
  if (!parts) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && dayOf(ms) === text;
}

/** Monday of the ISO week that holds the day. */
export function weekStart(day: Day): Day {
  const sinceMonday = (((dayNumber(day) + 3) % 7) + 7) % 7;
  return addDays(day, -sinceMonday);
}
