import { describe, expect, test } from 'vitest';
import { type AlertState, decideAlert, RULE_DEFAULTS, recoveryLine } from './alert.ts';
import type { Threshold } from './threshold.ts';

const ABOVE: Threshold = {
  ...RULE_DEFAULTS,
  members: [],
  thresholdId: 't',
  subject: 'IRQ-USA',
  indicator: 'tension',
  comparison: 'above',
  warn: 40,
  critical: 55,
  recover: 5,
  forHours: 0,
  minReports: 2,
  channels: [],
};
const BELOW: Threshold = { ...ABOVE, comparison: 'below', warn: 20, critical: 10 };
const QUIET: AlertState = { kind: 'quiet' };
const WARNED: AlertState = { kind: 'standing', severity: 'warning' };
const CRITICAL: AlertState = { kind: 'standing', severity: 'critical' };

const raised = (severity: string, line: number) => ({ do: 'raise', severity, line, reason: 'crossed' });
const nothing = (reason: string) => ({ do: 'nothing', reason });
const cleared = { do: 'clear', reason: 'recovered' };

describe('a line that must not be crossed upwards', () => {
  test.each<[string, AlertState, number | null, number, object]>([
    ['quiet, under the line', QUIET, 39.999, 9, nothing('inside')],
    ['quiet, on the line', QUIET, 40, 9, raised('warning', 40)],
    ['quiet, between the lines', QUIET, 54.999, 9, raised('warning', 40)],
    ['quiet, on the critical line', QUIET, 55, 9, raised('critical', 55)],
    ['quiet, far beyond', QUIET, 100, 9, raised('critical', 55)],
    ['quiet, beyond with too few reports', QUIET, 60, 1, nothing('too-few-reports')],
    ['quiet, beyond with just enough reports', QUIET, 60, 2, raised('critical', 55)],
    ['quiet, no reading', QUIET, null, 0, nothing('no-reading')],
    ['warned, still beyond', WARNED, 40, 9, nothing('still-beyond')],
    ['warned, beyond the critical line', WARNED, 90, 9, nothing('still-beyond')],
    ['warned, just under the line', WARNED, 39, 9, nothing('not-yet-recovered')],
    ['warned, exactly at the recovery', WARNED, 35, 9, nothing('not-yet-recovered')],
    ['warned, under the recovery', WARNED, 34.999, 9, cleared],
    ['warned, under the recovery with few reports', WARNED, 0, 0, cleared],
    ['warned, no reading', WARNED, null, 0, nothing('no-reading')],
    ['critical, under the critical line', CRITICAL, 50, 9, nothing('still-beyond')],
    ['critical, recovered', CRITICAL, 10, 9, cleared],
    ['critical, no reading', CRITICAL, null, 0, nothing('no-reading')],
  ])('%s', (_, state, value, reports, expected) => {
    expect(decideAlert(ABOVE, { value, reports }, state)).toEqual(expected);
  });

  test('without a critical line every crossing is a warning', () => {
    expect(decideAlert({ ...ABOVE, critical: null }, { value: 99, reports: 9 }, QUIET)).toEqual(raised('warning', 40));
  });
});

describe('a line that must not be crossed downwards', () => {
  test.each<[string, AlertState, number | null, object]>([
    ['quiet, over the line', QUIET, 20.001, nothing('inside')],
    ['quiet, on the line', QUIET, 20, raised('warning', 20)],
    ['quiet, on the critical line', QUIET, 10, raised('critical', 10)],
    ['quiet, no reading', QUIET, null, nothing('no-reading')],
    ['standing, still beyond', WARNED, 20, nothing('still-beyond')],
    ['standing, exactly at the recovery', WARNED, 25, nothing('not-yet-recovered')],
    ['standing, over the recovery', WARNED, 25.001, cleared],
    ['standing, no reading', CRITICAL, null, nothing('no-reading')],
  ])('%s', (_, state, value, expected) => {
    expect(decideAlert(BELOW, { value, reports: 9 }, state)).toEqual(expected);
  });
});

test('a value that swings around the line raises one alert, not many', () => {
  let state: AlertState = QUIET;
  const acts: string[] = [];
  for (const value of [39, 41, 39, 41, 36, 42, 34, 39, 41]) {
    const decision = decideAlert(ABOVE, { value, reports: 9 }, state);
    if (decision.do === 'nothing') continue;
    acts.push(`${decision.do} at ${value}`);
    state = decision.do === 'raise' ? { kind: 'standing', severity: decision.severity } : QUIET;
  }
  expect(acts).toEqual(['raise at 41', 'clear at 34', 'raise at 41']);
});

describe('an alert can always clear', () => {
  test('a low line recovers half way down to 0 when its recovery would lie under 0', () => {
    const low = { ...ABOVE, warn: 4, critical: null };
    expect(recoveryLine(low)).toBe(2);
    expect(decideAlert(low, { value: 0, reports: 9 }, WARNED)).toEqual(cleared);
    expect(decideAlert(low, { value: 3, reports: 9 }, WARNED)).toEqual(nothing('not-yet-recovered'));
  });

  test('a high line below tension recovers half way up to 100', () => {
    const high = { ...BELOW, warn: 98, critical: null };
    expect(recoveryLine(high)).toBe(99);
    expect(decideAlert(high, { value: 100, reports: 9 }, WARNED)).toEqual(cleared);
    expect(recoveryLine({ ...high, indicator: 'conflict' })).toBe(103);
  });
});
