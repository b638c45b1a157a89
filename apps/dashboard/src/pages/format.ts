import type { Day } from '@tensiometer/core/domain/day.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LONG_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MINUS = '\u2212';

/** A number with a fixed count of decimals and a true minus; what rounds to zero has no sign. */
export function fixed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `${MINUS}${text}` : text;
}

/** Like `fixed`, with a plus for what is above zero. */
export function signed(value: number, digits: number): string {
  const text = fixed(value, digits);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** At most two decimals, none that say nothing: 9.5, 0.85, 2. */
export function factor(value: number): string {
  return fixed(Math.round(value * 100) / 100, 2).replace(/\.?0+$/, '');
}

/** A whole number with commas between thousands. */
export function whole(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

/** A count with its noun: "1 report", "243 reports". */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${whole(n)} ${n === 1 ? noun : plural}`;
}

/** "25 Jan 2024". */
export function dayText(day: Day): string {
  return `${shortDay(day)} ${day.slice(0, 4)}`;
}

/** "25 Jan", where the page already says the year. */
export function shortDay(day: Day): string {
  return `${Number(day.slice(8, 10))} ${MONTHS[Number(day.slice(5, 7)) - 1] ?? ''}`;
}

/** "25 January 2024". */
export function longDay(day: Day): string {
  return `${Number(day.slice(8, 10))} ${LONG_MONTHS[Number(day.slice(5, 7)) - 1] ?? ''} ${day.slice(0, 4)}`;
}

/** "Thu 25 Jan 2024". */
export function weekdayText(day: Day): string {
  return `${WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''} ${dayText(day)}`;
}

/** Instant in UTC by its parts; an instant that cannot be read is left as it came. */
function utc(instant: string): { day: Day; time: string; seconds: string } | null {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return null;
  const iso = date.toISOString();
  return { day: iso.slice(0, 10), time: iso.slice(11, 16), seconds: iso.slice(11, 19) };
}

/** "14:05", in UTC. */
export function clockText(instant: string): string {
  return utc(instant)?.time ?? instant;
}

/** "14:05:32", in UTC. */
export function secondsText(instant: string): string {
  return utc(instant)?.seconds ?? instant;
}

/** "25 Jan 2024, 14:05", in UTC. */
export function momentText(instant: string): string {
  const parts = utc(instant);
  return parts ? `${dayText(parts.day)}, ${parts.time}` : instant;
}

/** When something was published: a day alone was given where the time is midnight to the millisecond. */
export function publishedText(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const iso = date.toISOString();
  return iso.endsWith('T00:00:00.000Z') ? dayText(iso.slice(0, 10)) : `${momentText(iso)} UTC`;
}

/** The UTC day of an instant. */
export function dayOfInstant(instant: string): Day {
  return utc(instant)?.day ?? instant.slice(0, 10);
}

/** Milliseconds as a person says them: "+9 ms", "+1.4 s", "+3 min". */
export function elapsed(ms: number): string {
  if (ms < 1000) return `+${Math.max(0, Math.round(ms))} ms`;
  if (ms < 60_000) return `+${(ms / 1000).toFixed(1)} s`;
  return `+${whole(Math.round(ms / 60_000))} min`;
}
