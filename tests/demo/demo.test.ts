import { describe, expect, test } from 'vitest';
import { createCoder } from '../../packages/core/src/domain/coder/coder.ts';
import { kindOf } from '../../packages/core/src/domain/subject.ts';
import { codeReports, readDemo, tensionByDay } from './coded-demo.ts';

const reports = readDemo();
const coded = codeReports(await createCoder(), reports);
const tagged = (...tags: string[]) => coded.filter(({ report }) => report.tags.some(tag => tags.includes(tag)));
const covered = (subject: string) =>
  tensionByDay(coded, subject).flatMap(({ at, value }) => (value === null ? [] : [{ at, value }]));
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const meanBetween = (subject: string, from: string, to: string) =>
  mean(covered(subject).flatMap(({ at, value }) => (from <= at && at <= to ? [value] : [])));

describe('the reports of the demo', () => {
  test('there are at least 120, in order of publication, with ids and addresses of their own', () => {
    expect(reports.length).toBeGreaterThanOrEqual(120);
    expect(reports.map(r => r.publishedAt)).toEqual(reports.map(r => r.publishedAt).toSorted());
    expect(new Set(reports.map(r => r.id)).size).toBe(reports.length);
    expect(new Set(reports.map(r => r.url)).size).toBe(reports.length);
  });

  test('each has 60 to 220 words, an outlet on an .example domain and the tag demo', () => {
    for (const report of reports) {
      const words = report.text.split(/\s+/).length;
      expect(words, report.id).toBeGreaterThanOrEqual(60);
      expect(words, report.id).toBeLessThanOrEqual(220);
      expect(new URL(report.url).hostname, report.id).toMatch(/\.example$/);
      expect(report.tags, report.id).toContain('demo');
    }
    expect(new Set(reports.map(r => r.outlet.family)).size).toBeGreaterThanOrEqual(5);
  });

  test('one story is told on one day by five outlets of five families', () => {
    const told = tagged('syndicated').map(({ report }) => report);
    expect(new Set(told.map(r => r.publishedAt.slice(0, 10))).size).toBe(1);
    expect(new Set(told.map(r => r.outlet.family)).size).toBe(5);
  });
});

describe('the demo as the coder reads it', () => {
  test('sport, business, culture and weather write no row', () => {
    const quiet = tagged('sport', 'business', 'markets', 'culture', 'weather');
    expect(quiet.length).toBeGreaterThanOrEqual(12);
    expect(quiet.filter(({ rows }) => rows.length > 0).map(({ report }) => report.title)).toEqual([]);
  });

  test('anniversaries, history and analysis write no row', () => {
    const looksBack = tagged('anniversary', 'history', 'analysis');
    expect(looksBack.filter(({ rows }) => rows.length > 0).map(({ report }) => report.title)).toEqual([]);
  });

  test('a denial writes no row', () => {
    const denials = tagged('denial');
    expect(denials.length).toBeGreaterThan(0);
    expect(denials.filter(({ rows }) => rows.length > 0).map(({ report }) => report.title)).toEqual([]);
  });

  test('Iran and Pakistan have no row before 16 January 2024', () => {
    const days = coded.flatMap(({ rows }) => rows.filter(r => r.subject === 'IRN-PAK').map(r => r.eventDay));
    expect(days.length).toBeGreaterThan(0);
    expect(days.filter(day => day < '2024-01-16')).toEqual([]);
  });

  test('the three tensest days of Iraq and the United States lie between 20 January and 10 February', () => {
    const top = covered('IRQ-USA')
      .toSorted((a, b) => b.value - a.value)
      .slice(0, 3);
    expect(top).toHaveLength(3);
    for (const { at } of top) expect('2024-01-20' <= at && at <= '2024-02-10', at).toBe(true);
  });

  test('their tension of those weeks is at least twice that of November', () => {
    const winter = meanBetween('IRQ-USA', '2024-01-20', '2024-02-10');
    expect(winter).toBeGreaterThanOrEqual(2 * meanBetween('IRQ-USA', '2023-11-01', '2023-11-30'));
  });

  test('the busiest line moves: 30 points between its 10th and 90th percentile', () => {
    const rows = new Map<string, number>();
    for (const { subject } of coded.flatMap(report => report.rows)) {
      if (kindOf(subject) === 'dyad') rows.set(subject, (rows.get(subject) ?? 0) + 1);
    }
    const [busiest] = [...rows].sort((a, b) => b[1] - a[1])[0] ?? [''];
    const values = covered(busiest)
      .map(({ value }) => value)
      .sort((a, b) => a - b);
    const percentile = (p: number) => values[Math.round((values.length - 1) * p)] ?? Number.NaN;
    expect(percentile(0.9) - percentile(0.1)).toBeGreaterThanOrEqual(30);
  });
});
