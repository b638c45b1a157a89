import type { Day } from '@tensiometer/core/domain/day.ts';
import type { AlertView } from '@tensiometer/core/wire/api.ts';
import { dayOfInstant } from './format.ts';
import { mainColumn, type Rows } from './readings.ts';

/** An alert as the chart shows it. */
export type Episode = {
  alertId: string;
  from: Day;
  /** Day on which it was cleared; null while it stands. */
  to: Day | null;
  severity: AlertView['severity'];
  /** Highest value between the two, or the one it was raised at when the chart does not show those days. */
  peak: number;
};

/** The alerts that touch the days of the rows, oldest first. */
export function episodesOf(alerts: readonly AlertView[], rows: Rows): Episode[] {
  const { key } = mainColumn(rows);
  const [first, last] = [rows.readings[0]?.day ?? '', rows.readings.at(-1)?.day ?? ''];
  return alerts
    .map((alert): Episode => {
      const to = alert.clearedAt === null ? null : dayOfInstant(alert.clearedAt);
      const inside = rows.readings
        .filter(reading => reading.day >= alert.day && (to === null || reading.day <= to))
        .flatMap(reading => reading.values[key] ?? []);
      return {
        alertId: alert.alertId,
        from: alert.day,
        to,
        severity: alert.severity,
        peak: Math.max(alert.value ?? 0, ...inside),
      };
    })
    .filter(({ from, to }) => from <= last && (to === null || to >= first))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}
