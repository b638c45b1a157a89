import type { Severity } from './alert-event.ts';
import { addDays, type Day, daysBetween } from './day.ts';
import { FORMULAS } from './indicator.ts';
import type { Threshold } from './threshold.ts';

/** Values of a rule's indicator by day: null where nothing covers the day. `first` is the first covered day. */
export type Values = { on(day: Day): number | null; first: Day | null };

/** Days before the one read that a rule looks at beside it. */
export function daysLookedBack(rule: Pick<Threshold, 'comparison' | 'change' | 'warn' | 'critical'>): number {
  if (rule.comparison === 'record') return Math.max(rule.warn, rule.critical ?? 0);
  return rule.comparison === 'change' ? (rule.change?.days ?? 0) : 0;
}

/** A base under which a change in percent would mean nothing: it is measured against this many points at the least. */
const LEAST_BASE = 1;

/**
 * What a rule holds against its line on a day: the value; for `change` the difference to the value some days before, in
 * points or in percent of it (of 1 point where it was less), turned so that more is further; for `record` the days since
 * the value was last as high, or since there are readings. Null where a reading that it takes is missing.
 */
export function measureOn(rule: Pick<Threshold, 'comparison' | 'change'>, values: Values, day: Day): number | null {
  const value = values.on(day);
  if (value === null) return null;
  if (rule.comparison === 'record') return daysSinceAsHigh(values, day, value);
  if (rule.comparison !== 'change' || rule.change === null) return value;
  const { days, unit, direction } = rule.change;
  const before = values.on(addDays(day, -days));
  if (before === null) return null;
  const moved = unit === 'points' ? value - before : (100 * (value - before)) / Math.max(before, LEAST_BASE);
  return direction === 'up' ? moved : direction === 'down' ? -moved : Math.abs(moved);
}

function daysSinceAsHigh(values: Values, day: Day, value: number): number {
  const { first } = values;
  if (first === null) return 0;
  const reach = daysBetween(first, day);
  for (let n = 1; n <= reach; n += 1) {
    const before = values.on(addDays(day, -n));
    if (before !== null && before >= value) return n;
  }
  return reach;
}

type Lines = Pick<Threshold, 'comparison' | 'warn' | 'critical' | 'band'>;

/** How far beyond the lines a measure stands; null inside. A measure on a line counts as beyond it. */
export function severityOf(rule: Lines, measure: number): Severity | null {
  if (rule.critical !== null && isBeyond(rule, measure, 'critical')) return 'critical';
  return isBeyond(rule, measure, 'warning') ? 'warning' : null;
}

function isBeyond(rule: Lines, measure: number, severity: Severity): boolean {
  const line = severity === 'critical' ? rule.critical : rule.warn;
  if (line === null) return false;
  if (rule.comparison === 'below') return measure <= line;
  if (rule.comparison !== 'outside') return measure >= line;
  const lower = severity === 'critical' ? rule.band?.critical : rule.band?.warn;
  return measure >= line || (lower !== undefined && lower !== null && measure <= lower);
}

/** The line of a severity that a measure stands at: for a band its nearer edge. */
export function lineOf(rule: Lines, severity: Severity, measure: number | null): number {
  const upper = severity === 'critical' ? (rule.critical ?? rule.warn) : rule.warn;
  const lower = severity === 'critical' ? (rule.band?.critical ?? rule.band?.warn) : rule.band?.warn;
  if (rule.comparison !== 'outside' || lower === undefined || measure === null) return upper;
  return Math.abs(measure - lower) < Math.abs(measure - upper) ? lower : upper;
}

/**
 * The measure beyond which a standing alert clears: `recover` back from the line, or half way to the end of the
 * indicator's range where that is nearer, so that every alert can clear. For a band, of its upper edge.
 */
export function recoveryLine(rule: Pick<Threshold, 'comparison' | 'indicator' | 'warn' | 'recover' | 'band'>): number {
  const { comparison, indicator, warn, recover, band } = rule;
  const { min, max } = FORMULAS[indicator];
  if (comparison === 'below') return max === null ? warn + recover : Math.min(warn + recover, (warn + max) / 2);
  if (comparison === 'outside') return warn - bandRecovery(warn, band?.warn ?? 0, recover);
  const least = comparison === 'above' ? min : 0;
  return least === null || warn <= least ? warn - recover : Math.max(warn - recover, (warn + least) / 2);
}

/** At the most a quarter of the band, so that there is a middle to come back to. */
function bandRecovery(upper: number, lower: number, recover: number): number {
  return Math.min(recover, (upper - lower) / 4);
}

/** True once a measure has come back far enough for a standing alert to clear. */
export function hasRecovered(
  rule: Pick<Threshold, 'comparison' | 'indicator' | 'warn' | 'recover' | 'band'>,
  measure: number,
): boolean {
  const back = recoveryLine(rule);
  if (rule.comparison === 'below') return measure > back;
  if (rule.comparison !== 'outside' || rule.band === null) return measure < back;
  return measure < back && measure > rule.band.warn + bandRecovery(rule.warn, rule.band.warn, rule.recover);
}
