import { describe, expect, test } from 'vitest';
import { type CountedReport, coverageOn, coveredSpan } from './coverage.ts';

const report = (publishedDay: string, outlet = 'A', earliestEventDay: string | null = null): CountedReport => ({
  publishedDay,
  earliestEventDay,
  outlet,
});

describe('the days that a report covers', () => {
  test('fourteen days, that of its publication among them', () => {
    expect(coveredSpan(report('2024-01-25'))).toEqual({ first: '2024-01-25', last: '2024-02-07' });
  });

  test('also those from the earliest event that it tells of', () => {
    expect(coveredSpan(report('2024-01-25', 'A', '2024-01-24'))).toEqual({ first: '2024-01-24', last: '2024-02-07' });
  });
});

describe('one report of 25 January that tells of the 24th', () => {
  const seed = [report('2024-01-25', 'A', '2024-01-24')];

  test.each([
    ['2024-01-23', 'none', 0],
    ['2024-01-24', 'low', 1],
    ['2024-01-25', 'low', 1],
    ['2024-02-07', 'low', 1],
    ['2024-02-08', 'none', 0],
  ])('on %s coverage is %s', (day, coverage, reports) => {
    expect(coverageOn(seed, day)).toMatchObject({ coverage, reports, outlets: reports });
  });
});

describe('how many reports are enough', () => {
  const many = (n: number, outlets: number) =>
    Array.from({ length: n }, (_, i) => report('2024-01-25', `outlet ${i % outlets}`));

  test.each([
    [0, 1, 'none'],
    [1, 1, 'low'],
    [4, 4, 'low'],
    [5, 1, 'low'],
    [5, 2, 'ok'],
    [50, 1, 'low'],
  ])('%i reports of %i outlets', (n, outlets, coverage) => {
    expect(coverageOn(many(n, outlets), '2024-01-26').coverage).toBe(coverage);
  });

  test('reports that do not cover the day are not among those counted', () => {
    const mixed = [...many(5, 2), report('2024-01-27', 'later'), report('2024-01-01', 'earlier')];
    expect(coverageOn(mixed, '2024-01-26')).toMatchObject({ coverage: 'ok', reports: 5, outlets: 2 });
  });
});
