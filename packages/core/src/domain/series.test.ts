import { describe, expect, test } from 'vitest';
import { type CountedReport, coveredRange } from './coverage.ts';
import { NO_FACTS, type SubjectFacts } from './facts.ts';
import type { IndicatorName } from './indicator.ts';
import { readingOn } from './reading.ts';
import { dailySeries, defaultRange, standingDay, weeklySeries } from './series.ts';

const report = (publishedDay: string, earliestEventDay: string | null = null): CountedReport => ({
  publishedDay,
  earliestEventDay,
  outlet: 'A',
});

/** What the seed's text makes of Iraq and the United States. */
const SEED = {
  ...NO_FACTS,
  sums: [
    { day: '2024-01-24', conflict: 11_225, cooperation: 0 },
    { day: '2024-01-25', conflict: 0, cooperation: 4_125 },
  ],
  reports: [report('2024-01-25', '2024-01-24')],
};
const valueOn = (indicator: IndicatorName, facts: SubjectFacts, day: string) => readingOn(indicator, facts, day).value;

describe('a day', () => {
  test('with a report has a value, and one without has none', () => {
    expect(readingOn('tension', SEED, '2024-01-24')).toMatchObject({ value: 30.38574, coverage: 'low', reports: 1 });
    expect(readingOn('tension', SEED, '2024-02-08')).toMatchObject({ value: null, coverage: 'none', reports: 0 });
  });

  test('that is covered and quiet is a zero, not a gap', () => {
    expect(readingOn('conflict', SEED, '2024-01-26').value).toBe(0);
  });

  test('conflict and cooperation are the sums of the day in points, and do not decay', () => {
    expect(valueOn('conflict', SEED, '2024-01-24')).toBe(11.225);
    expect(valueOn('conflict', SEED, '2024-01-25')).toBe(0);
    expect(valueOn('cooperation', SEED, '2024-01-25')).toBe(4.125);
  });
});

test('the daily series of the seed is low from 24 January to 7 February and a gap around it', () => {
  const series = dailySeries('tension', SEED, '2024-01-22', '2024-02-10');
  expect(series).toHaveLength(20);
  const withValue = series.filter(point => point.value !== null);
  expect(withValue.map(point => point.coverage)).toEqual(Array(15).fill('low'));
  expect([withValue[0]?.at, withValue.at(-1)?.at]).toEqual(['2024-01-24', '2024-02-07']);
});

describe('weeks', () => {
  test('begin on Monday; masses are sums and tension is that of the last covered day', () => {
    const conflict = weeklySeries('conflict', SEED, '2024-01-22', '2024-02-11');
    expect(conflict.map(point => [point.at, point.value])).toEqual([
      ['2024-01-22', 11.225],
      ['2024-01-29', 0],
      ['2024-02-05', 0],
    ]);
    const tension = weeklySeries('tension', SEED, '2024-01-22', '2024-02-11');
    expect(tension.map(point => point.value)).toEqual(
      ['2024-01-28', '2024-02-04', '2024-02-07'].map(day => valueOn('tension', SEED, day)),
    );
  });

  test('without a covered day are a gap', () => {
    expect(weeklySeries('tension', SEED, '2024-02-12', '2024-02-18')).toMatchObject([
      { at: '2024-02-12', value: null, reports: 0, outlets: 0, coverage: 'none' },
    ]);
  });
});

describe('the range that fits the data', () => {
  const today = '2026-11-24';

  test('is the covered days', () => {
    expect(defaultRange(SEED.reports, today)).toEqual({ from: '2024-01-24', to: '2024-02-07' });
  });

  test('is at least fourteen days, and ends today when the cover goes beyond', () => {
    expect(defaultRange([report('2026-11-24')], today)).toEqual({ from: '2026-11-11', to: today });
    expect(defaultRange([], today)).toEqual({ from: '2026-11-11', to: today });
  });

  test('is at most 180 days, the last ones', () => {
    const { from, to } = defaultRange([report('2020-01-01'), report('2024-01-25')], today);
    expect({ from, to }).toEqual({ from: '2023-08-12', to: '2024-02-07' });
  });

  test('spans every report, whatever their order', () => {
    const reports = [report('2024-01-25'), report('2023-12-01', '2023-11-20'), report('2024-01-02')];
    expect(coveredRange(reports)).toEqual({ first: '2023-11-20', last: '2024-02-07' });
    expect(coveredRange([])).toBeNull();
  });
});

describe('the day where a page stands', () => {
  test.each([
    ['2024-01-25', '2024-01-25', '2024-01-25'],
    ['2024-01-25', '2024-02-08', '2024-02-08'],
    ['2024-01-25', '2024-02-09', '2024-01-25'],
    ['2024-01-25', '2026-11-24', '2024-01-25'],
  ])('latest report %s, today %s: %s', (latest, today, stands) => {
    expect(standingDay([report('2023-01-01'), report(latest), report('2023-06-01')], today)).toBe(stands);
  });

  test('is today without reports', () => {
    expect(standingDay([], '2026-11-24')).toBe('2026-11-24');
  });
});
