import { describe, expect, test } from 'vitest';
import { createCoder } from '../../packages/core/src/domain/coder/coder.ts';
import { kindOf } from '../../packages/core/src/domain/subject.ts';
import { type CodedReport, codeReports, readDemo, tensionByDay } from './coded-demo.ts';

const reports = readDemo();
const coded = codeReports(await createCoder(), reports);
const tagged = (...tags: string[]) => coded.filter(({ report }) => report.tags.some(tag => tags.includes(tag)));
/** The demo with and without the four outlets that republished the agency: both must tell the same of the winter. */
const republished = new Set(tagged('syndicated').slice(1));
const tellings: [string, CodedReport[]][] = [
  ['as told', coded],
  ['each text once', coded.filter(report => !republished.has(report))],
];

const covered = (told: CodedReport[], subject: string) =>
  tensionByDay(told, subject).flatMap(({ at, value }) => (value === null ? [] : [{ at, value }]));
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const meanBetween = (told: CodedReport[], subject: string, from: string, to: string) =>
  mean(covered(told, subject).flatMap(({ at, value }) => (from <= at && at <= to ? [value] : [])));

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
});

describe('the main acts of the winter', () => {
  const found = new Set(coded.flatMap(({ rows }) => rows.map(r => `${r.subject} ${r.type} ${r.eventDay}`)));

  test.each([
    ['a first attack on US troops at Ain al-Asad', 'IRQ-USA ASSAULT 2023-10-17'],
    ['Iran and Saudi Arabia meet in Riyadh', 'IRN-SAU CONSULT 2023-11-11'],
    ['sanctions on Kataib Hezbollah', 'IRQ-USA SANCTION 2023-11-17'],
    ['the first US air strikes in Iraq', 'IRQ-USA ASSAULT 2023-11-22'],
    ['a strike near Kirkuk, as corrected', 'IRQ-USA ASSAULT 2023-12-03'],
    ['rockets at the embassy', 'IRQ-USA ASSAULT 2023-12-08'],
    ['Turkish air strikes on northern Iraq', 'IRQ-TUR ASSAULT 2023-12-23'],
    ['the Erbil drone and its answer', 'IRQ-USA ASSAULT 2023-12-25'],
    ['a US drone kills a commander in Baghdad', 'IRQ-USA ASSAULT 2024-01-04'],
    ['Iraq condemns it', 'IRQ-USA ACCUSE 2024-01-04'],
    ['air strikes on Yemen', 'USA-YEM ASSAULT 2024-01-12'],
    ['Iranian missiles on Erbil', 'IRN-IRQ ASSAULT 2024-01-15'],
    ['Iraq recalls its ambassador', 'IRN-IRQ SANCTION 2024-01-16'],
    ['Iran strikes inside Pakistan', 'IRN-PAK ASSAULT 2024-01-16'],
    ['Pakistan recalls its ambassador', 'IRN-PAK SANCTION 2024-01-17'],
    ['Pakistan strikes inside Iran', 'IRN-PAK ASSAULT 2024-01-18'],
    ['missiles at Ain al-Asad', 'IRQ-USA ASSAULT 2024-01-20'],
    ['the ambassadors are to return', 'IRN-PAK AGREE 2024-01-22'],
    ['US strikes on Kataib Hezbollah', 'IRQ-USA ASSAULT 2024-01-24'],
    ['working groups are agreed', 'IRQ-USA AGREE 2024-01-25'],
    ['a first session', 'IRQ-USA CONSULT 2024-01-27'],
    ['Tower 22', 'IRQ-USA ASSAULT 2024-01-28'],
    ['the Iranian minister in Islamabad', 'IRN-PAK CONSULT 2024-01-29'],
    ['Kataib Hezbollah pauses', 'IRQ-USA RETREAT 2024-01-30'],
    ['the great US strike', 'IRQ-USA ASSAULT 2024-02-02'],
    ['Iraq protests', 'IRQ-USA ACCUSE 2024-02-03'],
    ['the drone strike in Baghdad', 'IRQ-USA ASSAULT 2024-02-07'],
    ['talks resume', 'IRQ-USA CONSULT 2024-02-11'],
  ])('%s', (_, act) => {
    expect(found).toContain(act);
  });
});

describe.each(tellings)('the lines of the demo, %s', (_, told) => {
  test('the three tensest days of Iraq and the United States lie between 20 January and 10 February', () => {
    const top = covered(told, 'IRQ-USA')
      .toSorted((a, b) => b.value - a.value)
      .slice(0, 3);
    expect(top).toHaveLength(3);
    for (const { at } of top) expect('2024-01-20' <= at && at <= '2024-02-10', at).toBe(true);
  });

  test('their tension of those weeks is at least twice that of November', () => {
    const winter = meanBetween(told, 'IRQ-USA', '2024-01-20', '2024-02-10');
    expect(winter).toBeGreaterThanOrEqual(2 * meanBetween(told, 'IRQ-USA', '2023-11-01', '2023-11-30'));
  });

  test('the busiest line moves: 30 points between its 10th and 90th percentile', () => {
    const rows = new Map<string, number>();
    for (const { subject } of told.flatMap(report => report.rows)) {
      if (kindOf(subject) === 'dyad') rows.set(subject, (rows.get(subject) ?? 0) + 1);
    }
    const [busiest] = [...rows].sort((a, b) => b[1] - a[1])[0] ?? [''];
    const values = covered(told, busiest)
      .map(({ value }) => value)
      .sort((a, b) => a - b);
    const percentile = (p: number) => values[Math.round((values.length - 1) * p)] ?? Number.NaN;
    expect(percentile(0.9) - percentile(0.1)).toBeGreaterThanOrEqual(30);
  });
});
