import { describe, expect, test } from 'vitest';
import { addDays, type Day } from './day.ts';
import { EXAMPLE_RULE } from './example-rule.ts';
import { hasRecovered, lineOf, measureOn, recoveryLine, severityOf, type Values } from './measure.ts';
import type { Threshold } from './threshold.ts';

const D: Day = '2026-11-24';
/** Values of the days up to D, the last of them D's own; null is a day without coverage. */
const values = (...all: (number | null)[]): Values => ({
  first: addDays(D, 1 - all.length),
  on: day => all.find((_, i) => addDays(D, i + 1 - all.length) === day) ?? null,
});
const rule = (fields: Partial<Threshold>): Threshold => ({ ...EXAMPLE_RULE, ...fields });
const change = (days: number, unit: 'points' | 'percent', direction: 'up' | 'down' | 'either') =>
  rule({ comparison: 'change', change: { days, unit, direction } });

describe('what is held against the line', () => {
  test.each<[string, Threshold, Values, number | null]>([
    ['the value', rule({}), values(10, 42), 42],
    ['nothing without coverage', rule({}), values(42, null), null],
    ['a rise in points', change(2, 'points', 'up'), values(10, 99, 25), 15],
    ['a fall is no rise', change(1, 'points', 'up'), values(30, 20), -10],
    ['a fall in points', change(1, 'points', 'down'), values(30, 20), 10],
    ['a change in percent, either way', change(1, 'percent', 'either'), values(40, 30), 25],
    ['in percent of one point where there was less', change(1, 'percent', 'up'), values(0.5, 2.5), 200],
    ['no change without the reading of before', change(2, 'points', 'up'), values(null, 9, 25), null],
    ['days since it was as high', rule({ comparison: 'record' }), values(50, 30, null, 20, 40), 4],
    ['as high is not higher', rule({ comparison: 'record' }), values(40, 30, 40), 2],
    ['never as high: as long as there are readings', rule({ comparison: 'record' }), values(1, 2, 3, 4), 3],
  ])('%s', (_, it, from, expected) => {
    expect(measureOn(it, from, D)).toBe(expected);
  });
});

const band = rule({ comparison: 'outside', warn: 60, critical: 80, band: { warn: 20, critical: 5 } });
const below = rule({ comparison: 'below', warn: 20, critical: 10 });

describe('beyond the line', () => {
  test.each<[Threshold, number, string | null, number]>([
    [rule({}), 39.999, null, 40],
    [rule({}), 40, 'warning', 40],
    [rule({}), 55, 'critical', 55],
    [rule({ critical: null }), 99, 'warning', 40],
    [below, 20.001, null, 20],
    [below, 20, 'warning', 20],
    [below, 10, 'critical', 10],
    [band, 40, null, 60],
    [band, 60, 'warning', 60],
    [band, 20, 'warning', 20],
    [band, 5, 'critical', 5],
    [band, 99, 'critical', 80],
  ])('%#: a measure on a line is beyond it', (it, measure, severity, line) => {
    const found = severityOf(it, measure);
    expect(found).toBe(severity);
    if (found !== null) expect(lineOf(it, found, measure)).toBe(line);
  });
});

describe('an alert can always clear', () => {
  test.each<[Threshold, number, boolean]>([
    [rule({}), 35, false],
    [rule({}), 34.999, true],
    [rule({ warn: 4, critical: null }), 2, false],
    [rule({ warn: 4, critical: null }), 0, true],
    [below, 25, false],
    [below, 25.001, true],
    [rule({ comparison: 'below', warn: 98, critical: null }), 100, true],
    [band, 56, false],
    [band, 54, true],
    [band, 24, false],
    [band, 26, true],
    [rule({ comparison: 'outside', warn: 12, critical: null, band: { warn: 10, critical: null } }), 11, true],
  ])('%#', (it, measure, expected) => {
    expect(hasRecovered(it, measure)).toBe(expected);
  });

  test('a low line recovers half way down, a high one below tension half way up to 100', () => {
    expect(recoveryLine(rule({ warn: 4 }))).toBe(2);
    expect(recoveryLine(rule({ comparison: 'below', warn: 98 }))).toBe(99);
    expect(recoveryLine(rule({ comparison: 'below', warn: 98, indicator: 'conflict' }))).toBe(103);
  });
});
