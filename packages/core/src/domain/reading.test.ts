import { describe, expect, test } from 'vitest';
import type { CountedReport } from './coverage.ts';
import { addDays } from './day.ts';
import { NO_FACTS, type SubjectFacts } from './facts.ts';
import { FORMULAS, INDICATORS, indicatorsOf, isInRange } from './indicator.ts';
import type { DaySum } from './mass.ts';
import { readerOf, readingOn } from './reading.ts';
import { weeklySeries } from './series.ts';
import type { HostileAct } from './severity.ts';
import type { ExposureDay } from './threat-act.ts';

const DAY = '2024-03-01';
const conflict = (day: string, points: number): DaySum => ({ day, conflict: 1000 * points, cooperation: 0 });
const report = (publishedDay: string, rest: Partial<CountedReport> = {}): CountedReport => ({
  publishedDay,
  earliestEventDay: null,
  outlet: 'A',
  ...rest,
});
/** A report every day, so that every day of the span is covered. */
const daily = (from: string, days: number) => Array.from({ length: days }, (_, i) => report(addDays(from, i)));
const facts = (own: Partial<SubjectFacts>): SubjectFacts => ({ ...NO_FACTS, reports: [report(DAY)], ...own });

describe('every indicator', () => {
  test.each(INDICATORS)('%s has no reading where nothing covers the day', indicator => {
    expect(readingOn(indicator, NO_FACTS, DAY)).toMatchObject({ value: null, coverage: 'none', reports: 0 });
  });

  test.each(INDICATORS)('%s tells its parameters in its id and its bounds in words', indicator => {
    const { id, range, min, max } = FORMULAS[indicator];
    expect(id.startsWith(`${indicator}-1`)).toBe(true);
    if (max !== null) expect(range).toBe(`${min} to ${max}`);
    if (min !== null) expect(isInRange(indicator, min - 0.001)).toBe(false);
  });

  test('is kept for the subjects that the definitions name', () => {
    const pair = ['tension', 'conflict', 'cooperation', 'conflict-share', 'escalation', 'peak-severity', 'deeds-share'];
    expect(indicatorsOf('dyad')).toEqual(pair);
    expect(indicatorsOf('country')).toEqual([...pair, 'stress', 'threat-act', 'threat', 'act']);
    expect(indicatorsOf('world')).toEqual(['conflict', 'cooperation', 'threat-act', 'threat', 'act']);
  });
});

describe('conflict share', () => {
  test('is a half, and scant, when nothing happened', () => {
    expect(readingOn('conflict-share', facts({}), DAY)).toMatchObject({ value: 0.5, scant: true });
  });

  test('weighs thirty days back as a half: (10/2 + 5) / (10/2 + 10 + 10)', () => {
    const sums = [conflict(addDays(DAY, -30), 10), { day: DAY, conflict: 0, cooperation: 10_000 }];
    expect(readingOn('conflict-share', facts({ sums }), DAY)).toMatchObject({ value: 0.4, scant: false });
  });
});

describe('deeds share', () => {
  test('is the part of the conflict that deeds make', () => {
    const sums = [conflict(DAY, 12)];
    expect(readingOn('deeds-share', facts({ sums, material: [conflict(DAY, 9)] }), DAY).value).toBe(0.75);
  });

  test('is nothing without conflict, which is not the same as no deeds', () => {
    expect(readingOn('deeds-share', facts({}), DAY).value).toBeNull();
    expect(readingOn('deeds-share', facts({ sums: [conflict(DAY, 3)] }), DAY).value).toBe(0);
  });
});

describe('escalation', () => {
  const from = '2024-01-01';
  const reports = daily(from, 60);

  test('has no reading before the thirty-first covered day', () => {
    const read = readerOf('escalation', facts({ reports }));
    expect(read(addDays(from, 29)).value).toBeNull();
    expect(read(addDays(from, 30)).value).toBe(0);
  });

  test('measures the first jump by the least spread: ln(1 + 9.5) / 0.35', () => {
    const day = addDays(from, 30);
    const reading = readingOn('escalation', facts({ reports, sums: [conflict(day, 9.5)] }), day);
    expect(reading).toMatchObject({ mean: 0, spread: 0.35 });
    expect(reading.value).toBeCloseTo(Math.log(10.5) / 0.35, 6);
  });

  test('moves mean and variance after it has scored a day, never before', () => {
    const [a, b] = [addDays(from, 30), addDays(from, 31)];
    const read = readerOf('escalation', facts({ reports, sums: [conflict(a, 9.5), conflict(b, 9.5)] }));
    const alpha = 1 - 2 ** (-1 / 60);
    const x = Math.log(10.5);
    const spread = Math.max(0.35, Math.sqrt((1 - alpha) * alpha * x * x));
    expect(read(b).value).toBeCloseTo((x - alpha * x) / spread, 6);
  });

  test('begins with mean and variance of thirty days', () => {
    const x = Math.log(1 + 20);
    const sums = Array.from({ length: 15 }, (_, i) => conflict(addDays(from, 2 * i), 20));
    const reading = readingOn('escalation', facts({ reports, sums }), addDays(from, 30));
    expect(reading).toMatchObject({ mean: expect.closeTo(x / 2, 6), spread: expect.closeTo(x / 2, 6) });
    expect(reading.value).toBeCloseTo(-1, 6);
  });

  test('passes over the days that nothing covers', () => {
    const late = '2024-06-01';
    const split = [...daily(from, 16), ...daily(late, 20)];
    const read = readerOf('escalation', facts({ reports: split }));
    expect(read('2024-03-01')).toMatchObject({ value: null, coverage: 'none' });
    expect(read(late).value).toBeNull();
    // 16 + 13 days are covered before, so that the second day of June is the thirty-first.
    expect(read(addDays(late, 1)).value).toBe(0);
  });
});

describe('peak severity', () => {
  const act = (rest: Partial<HostileAct>): HostileAct => ({
    day: DAY,
    type: 'ASSAULT',
    mode: 'aerial',
    confidence: 900,
    attention: 1,
    story: 's',
    codedEventId: 'e',
    reportId: 'r',
    ...rest,
  });
  const peak = (...hostile: HostileAct[]) => readingOn('peak-severity', facts({ hostile }), DAY);

  test('is a tenth of the worst score of seven days, with the act named', () => {
    expect(peak(act({}), act({ type: 'ACCUSE', mode: null, codedEventId: 'words' }))).toMatchObject({
      value: 0.95,
      event: { id: 'e', reportId: 'r', day: DAY, type: 'ASSAULT' },
    });
  });

  test.each([
    [850, 1, 0.95],
    [849, 1, null],
    [600, 2, 0.95],
    [599, 3, null],
    [700, 1.9, null],
  ])('confidence %i with attention %d reads %s', (confidence, attention, value) => {
    expect(peak(act({ confidence, attention })).value).toBe(value);
  });

  test('looks at seven days, today among them, and never ahead', () => {
    expect(peak(act({ day: addDays(DAY, -6) })).value).toBe(0.95);
    expect(peak(act({ day: addDays(DAY, -7) })).value).toBeNull();
    expect(peak(act({ day: addDays(DAY, 1) })).value).toBeNull();
  });

  test('is nothing for acts that are not hostile', () => {
    expect(peak(act({ type: 'AID', mode: null })).value).toBeNull();
  });
});

describe('stress', () => {
  const shape = (r: number) => Math.log(1 + r / 2) / Math.log(501);

  test('is made of what is left of each pair, added up, and of the domestic acts', () => {
    const pairs = new Map([
      ['IRN-IRQ', [conflict(DAY, 10)]],
      ['IRQ-USA', [{ day: DAY, conflict: 1_000, cooperation: 90_000 }]],
      ['IRQ-TUR', [conflict(addDays(DAY, -7), 20)]],
    ]);
    const reading = readingOn('stress', facts({ pairs, domestic: [conflict(DAY, 5)] }), DAY);
    const [external, internal] = [shape(20), shape(5)];
    expect(reading.external).toBeCloseTo(external, 6);
    expect(reading.internal).toBeCloseTo(internal, 6);
    expect(reading.value).toBeCloseTo(100 * (1 - (1 - external) * (1 - internal)), 4);
  });

  test('tells both parts when it is nought', () => {
    expect(readingOn('stress', facts({}), DAY)).toMatchObject({ value: 0, external: 0, internal: 0 });
  });
});

describe('the index of threats and acts', () => {
  const from = '2024-01-01';
  const day = (n: number, told: number, read = 10): ExposureDay => ({
    day: addDays(from, n),
    read,
    threat: told,
    act: 0,
    either: told,
  });
  const index = (exposure: ExposureDay[], on: number) =>
    readingOn('threat-act', facts({ exposure, reports: daily(from, 200) }), addDays(from, on));

  test('is 100 when the share is that of the first days', () => {
    const exposure = Array.from({ length: 10 }, (_, n) => day(n, 2));
    expect(index(exposure, 9)).toMatchObject({ value: 100, told: 2, read: 10, baseline: 0.2 });
  });

  test('has no reading under seven days, on a day without reports, or against nothing', () => {
    const six = Array.from({ length: 6 }, (_, n) => day(n, 2));
    expect(index(six, 5)).toMatchObject({ value: null, baseline: null });
    expect(index([...six, day(6, 1)], 20)).toMatchObject({ value: null, read: 0 });
    expect(index([...six, day(6, 1)], 6).value).not.toBeNull();
    const calm = Array.from({ length: 20 }, (_, n) => day(n, 0));
    expect(index(calm, 9)).toMatchObject({ value: null, baseline: null });
  });

  test('keeps its baseline after ninety days', () => {
    const first = Array.from({ length: 90 }, (_, n) => day(n, 1));
    const then = Array.from({ length: 60 }, (_, n) => day(90 + n, 5));
    expect(index([...first, ...then], 149)).toMatchObject({ value: 500, baseline: 0.1 });
  });

  test('counts threats and acts apart', () => {
    const exposure = Array.from({ length: 8 }, (_, n) => ({ ...day(n, 1), act: 3, either: 4 }));
    const read = (indicator: 'threat' | 'act' | 'threat-act') =>
      readingOn(indicator, facts({ exposure, reports: daily(from, 20) }), addDays(from, 7)).told;
    expect([read('threat'), read('act'), read('threat-act')]).toEqual([1, 3, 4]);
  });
});

describe('what stands behind a reading', () => {
  test('is the median confidence of the events of fourteen days', () => {
    const confidences = [
      { day: DAY, confidence: 900, events: 1 },
      { day: addDays(DAY, -13), confidence: 600, events: 2 },
      { day: addDays(DAY, -14), confidence: 500, events: 9 },
      { day: addDays(DAY, 1), confidence: 500, events: 9 },
    ];
    const read = readerOf('tension', facts({ confidences }));
    expect(read(DAY).confidence).toBe(0.6);
    expect(
      readerOf('tension', facts({ confidences: confidences.slice(0, 2).map(it => ({ ...it, events: 1 })) }))(DAY)
        .confidence,
    ).toBe(0.75);
    expect(readingOn('tension', facts({}), DAY).confidence).toBeNull();
  });

  test('is the same whatever days were asked for before', () => {
    const confidences = Array.from({ length: 40 }, (_, i) => ({
      day: addDays(DAY, -i),
      confidence: 500 + 10 * i,
      events: 1 + (i % 3),
    }));
    const read = readerOf('tension', facts({ confidences }));
    const days = [DAY, addDays(DAY, -20), addDays(DAY, -19), addDays(DAY, 3), addDays(DAY, -1), DAY];
    const fresh = days.map(day => readingOn('tension', facts({ confidences }), day).confidence);
    expect(days.map(day => read(day).confidence)).toEqual(fresh);
  });

  test('is the median lateness in hours, and the share of copies', () => {
    const reports = [
      report(DAY, { lateHours: 0.1, text: 1 }),
      report(DAY, { lateHours: 2, text: 1, outlet: 'B' }),
      report(DAY, { lateHours: 9_000, text: 2 }),
      report(DAY, { lateHours: null }),
    ];
    expect(readingOn('tension', facts({ reports }), DAY)).toMatchObject({ reports: 4, lateHours: 2, copies: 0.25 });
    expect(readingOn('tension', facts({ reports: reports.slice(2) }), DAY).lateHours).toBe(336);
    expect(readingOn('tension', facts({ reports: reports.slice(3) }), DAY).lateHours).toBeNull();
  });
});

describe('weeks of other indicators', () => {
  const monday = '2024-01-01';
  const reports = daily(monday, 14);

  test('peak severity is the greatest day, with the act of that day', () => {
    const hostile = [
      {
        day: '2024-01-02',
        type: 'ASSAULT',
        mode: 'aerial',
        confidence: 900,
        attention: 1,
        story: 'a',
        codedEventId: 'a',
        reportId: 'r',
      },
    ] satisfies HostileAct[];
    const [first, second] = weeklySeries('peak-severity', facts({ hostile, reports }), monday, '2024-01-14');
    expect(first).toMatchObject({ at: monday, value: 0.95, event: { id: 'a' } });
    expect(second).toMatchObject({ at: '2024-01-08', value: 0.95 });
  });

  test('the index of threats is the mean of its days with a value', () => {
    const exposure = Array.from({ length: 14 }, (_, n) => {
      const told = n === 13 ? 3 : 1;
      return { day: addDays(monday, n), read: n === 12 ? 0 : 10, threat: told, act: 0, either: told };
    });
    const [first, second] = weeklySeries('threat', facts({ exposure, reports }), monday, '2024-01-14');
    const baseline = (12 * 0.1 + 0.3) / 13;
    expect(first?.value).toBeCloseTo(10 / baseline, 4);
    expect(second?.value).toBeCloseTo((5 * 10 + 30) / 6 / baseline, 4);
  });

  test('the others are the last day with a value', () => {
    const sums = [conflict('2024-01-03', 10)];
    const [first] = weeklySeries('conflict-share', facts({ sums, reports }), monday, '2024-01-07');
    expect(first?.value).toBe(readingOn('conflict-share', facts({ sums, reports }), '2024-01-07').value);
  });
});
