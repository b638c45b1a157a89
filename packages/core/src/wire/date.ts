import { addDays, type Day, dayOf, isDay } from '../domain/day.ts';

const RFC3339 = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s?(Z|z|[+-]\d{2}:?\d{2})?$/;
const EARLIEST = '1900-01-01';

/** When a report was published: the instant, and the calendar day in the offset that the sender gave (UTC without one). */
export type PublishedAt = {
  instant: string;
  day: Day /** As the coder reads it: with its offset, or a bare day. */;
  stated: string;
};

/**
 * Reads a publication date: RFC 3339, the same without seconds or offset (then UTC), or a bare day.
 * Null when it is malformed, not in the calendar, before 1900 or more than 24 hours after `now` (ms since 1970).
 */
export function parsePublishedAt(text: string, now: number): PublishedAt | null {
  const trimmed = text.trim();
  if (isDay(trimmed)) {
    const inRange = trimmed >= EARLIEST && trimmed <= addDays(dayOf(now), 1);
    return inRange ? { instant: `${trimmed}T00:00:00.000Z`, day: trimmed, stated: trimmed } : null;
  }
  const parts = RFC3339.exec(trimmed);
  const [, day, hour, minute, second, zone] = parts ?? [];
  if (day === undefined || hour === undefined || minute === undefined || !isDay(day)) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
  const offset = zone === undefined || zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  if (offset !== 'Z' && (Number(offset.slice(1, 3)) > 14 || Number(offset.slice(4)) > 59)) return null;
  const stated = `${day}T${hour}:${minute}:${second ?? '00'}${offset}`;
  const ms = Date.parse(stated);
  if (Number.isNaN(ms) || day < EARLIEST || ms > now + 86_400_000) return null;
  return { instant: new Date(ms).toISOString(), day, stated };
}
