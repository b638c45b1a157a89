import type { Severity } from './alert-event.ts';
import type { QuietHours } from './threshold.ts';

/** Whether messages of a severity wait at an instant, given in milliseconds since 1970. */
export function isQuiet(quiet: QuietHours | null, severity: Severity, at: number): boolean {
  if (quiet === null || (severity === 'critical' && quiet.holds === 'warnings')) return false;
  const time = timeIn(quiet.timeZone, at);
  return quiet.from < quiet.to ? quiet.from <= time && time < quiet.to : quiet.from <= time || time < quiet.to;
}

/** "22:05" on the clocks of a time zone. */
function timeIn(timeZone: string, at: number): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return format.format(at);
}

/** True for a time zone that this runtime knows, such as Europe/Berlin. */
export function isTimeZone(name: string): boolean {
  try {
    timeIn(name, 0);
    return true;
  } catch {
    return false;
  }
}
