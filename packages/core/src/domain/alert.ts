import type { Severity } from './alert-event.ts';
import type { Threshold } from './threshold.ts';

/** What a line has that nobody said otherwise of. */
export const RULE_DEFAULTS = {
  title: null,
  members: [],
  band: null,
  change: null,
  forHours: 0,
  minReports: 0,
  minOutlets: 0,
  minConflict: 0,
  noData: 'keep',
  quiet: null,
  repeatHours: 24,
} as const satisfies Partial<Threshold>;

/** Defaults of a new line on tension: warn at 40, critical at 55, recover 5 under. Editorial. */
export const THRESHOLD_DEFAULTS = { warn: 40, critical: 55, recover: 5 } as const;

/** What is known of the current day. `value` is null where nothing covers it. */
export type CurrentReading = { value: number | null; reports: number };
export type AlertState = { kind: 'quiet' } | { kind: 'standing'; severity: Severity };

/** What to do about a reading, always with the reason. */
export type AlertDecision =
  | { do: 'raise'; severity: Severity; line: number; reason: 'crossed' }
  | { do: 'clear'; reason: 'recovered' }
  | { do: 'nothing'; reason: 'no-reading' | 'too-few-reports' | 'inside' | 'still-beyond' | 'not-yet-recovered' };

/**
 * Compares the reading of the current day with a threshold. A reading without data changes nothing, because silence is
 * not calm; an alert clears only when the value came back beyond the line by `recover` points.
 */
export function decideAlert(threshold: Threshold, reading: CurrentReading, state: AlertState): AlertDecision {
  const { value } = reading;
  if (value === null) return { do: 'nothing', reason: 'no-reading' };
  if (state.kind === 'standing') {
    const back = recoveryLine(threshold);
    const recovered = threshold.comparison === 'above' ? value < back : value > back;
    if (recovered) return { do: 'clear', reason: 'recovered' };
    return {
      do: 'nothing',
      reason: isBeyond(threshold.comparison, value, threshold.warn) ? 'still-beyond' : 'not-yet-recovered',
    };
  }
  if (!isBeyond(threshold.comparison, value, threshold.warn)) return { do: 'nothing', reason: 'inside' };
  if (reading.reports < threshold.minReports) return { do: 'nothing', reason: 'too-few-reports' };
  const critical = threshold.critical !== null && isBeyond(threshold.comparison, value, threshold.critical);
  return {
    do: 'raise',
    severity: critical ? 'critical' : 'warning',
    line: critical && threshold.critical !== null ? threshold.critical : threshold.warn,
    reason: 'crossed',
  };
}

/**
 * The value beyond which a standing alert clears: `recover` points back from the line, or half way to the end of the
 * indicator's range where that is nearer, so that every alert can clear.
 */
export function recoveryLine({
  comparison,
  indicator,
  warn,
  recover,
}: Pick<Threshold, 'comparison' | 'indicator' | 'warn' | 'recover'>): number {
  if (comparison === 'above') return Math.max(warn - recover, warn / 2);
  return indicator === 'tension' ? Math.min(warn + recover, (warn + 100) / 2) : warn + recover;
}

/** A value on the line counts as beyond it. */
function isBeyond(comparison: Threshold['comparison'], value: number, line: number): boolean {
  return comparison === 'above' ? value >= line : value <= line;
}
