import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contributionsOf } from './contribution.ts';
import { addDays } from './day.ts';
import { exampleEvent } from './example-event.ts';
import { type DaySum, decay, decayedReader, reachDays, rounded } from './mass.ts';
import { residual, tensionOf, tensionReader } from './tension.ts';

const tensionAt = (sums: DaySum[], day: string) => tensionReader(sums)(day);

/** The four events of the worked example with the four p given. */
const WORKED = [
  exampleEvent('AGREE', ['USA'], ['IRQ'], { p: 0.95 }),
  exampleEvent('ACCUSE', ['IRQ'], ['USA'], { p: 0.9, mode: 'allege', date: '2024-01-24' }),
  exampleEvent('ASSAULT', ['USA'], ['IRQ'], { p: 0.85, mode: 'aerial', date: '2024-01-24' }),
  exampleEvent('CONSULT', ['IRQ'], ['USA'], { p: 0.7 }),
];

function sumsOf(events: typeof WORKED, subject: string): DaySum[] {
  const days = new Map<string, DaySum>();
  for (const event of events) {
    const origin = { reportId: 'r', source: 's', outletFamily: 'o', publishedAt: null };
    for (const row of contributionsOf(event, origin)) {
      if (row.subject !== subject) continue;
      const sum = days.get(row.eventDay) ?? { day: row.eventDay, conflict: 0, cooperation: 0 };
      sum.conflict += row.conflict;
      sum.cooperation += row.cooperation;
      days.set(row.eventDay, sum);
    }
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

describe('the worked example of Iraq and the United States', () => {
  const sums = sumsOf(WORKED, 'IRQ-USA');

  test('on 25 January the masses are 10.167 and 4.125, what is left is 8.929 and tension 27.3', () => {
    const mass = decayedReader(sums, 7)('2024-01-25');
    expect(mass.conflict).toBeCloseTo(10.167, 3);
    expect(mass.cooperation).toBeCloseTo(4.125, 9);
    expect(residual(mass)).toBeCloseTo(8.929, 3);
    expect(tensionAt(sums, '2024-01-25')).toBeCloseTo(27.3, 1);
  });

  test('on 24 January only that day counts: 11.225 is left and tension 30.4', () => {
    expect(residual(decayedReader(sums, 7)('2024-01-24'))).toBeCloseTo(11.225, 9);
    expect(tensionAt(sums, '2024-01-24')).toBeCloseTo(30.4, 1);
  });

  test('before the first event there is no tension', () => {
    expect(tensionAt(sums, '2024-01-23')).toBe(0);
  });
});

describe('how much tension a strike makes', () => {
  const strike = (day: string, n = 1): DaySum => ({ day, conflict: 9_500 * n, cooperation: 0 });

  test.each([
    [1, 28],
    [2, 38],
    [5, 52],
  ])('%i certain strikes on one day read %i', (n, tension) => {
    expect(Math.round(tensionAt([strike('2024-01-25', n)], '2024-01-25'))).toBe(tension);
  });

  test('one strike a day held for weeks reads 63', () => {
    const weeks = Array.from({ length: 60 }, (_, i) => strike(addDays('2024-01-01', i)));
    expect(Math.round(tensionAt(weeks, addDays('2024-01-01', 59)))).toBe(63);
  });

  test('a residual of 1,000 reads 100, and more reads no more', () => {
    expect(tensionOf(1_000)).toBeCloseTo(100, 9);
    expect(tensionOf(999)).toBeLessThan(100);
    expect(tensionOf(1_000_000)).toBe(100);
    expect(tensionOf(0)).toBe(0);
  });

  test('cooperation beyond what there is to relieve never makes tension negative', () => {
    expect(tensionAt([{ day: '2024-01-25', conflict: 1_000, cooperation: 900_000 }], '2024-01-25')).toBe(0);
  });
});

describe('decay', () => {
  test('a week halves, whole days count and the future weighs nothing', () => {
    expect(decay(0, 7)).toBe(1);
    expect(decay(7, 7)).toBe(0.5);
    expect(decay(14, 7)).toBe(0.25);
    expect(decay(-1, 7)).toBe(0);
  });

  test('after twenty half-lives a sum is gone', () => {
    expect(decay(reachDays(7), 7)).toBe(2 ** -20);
    expect(decay(reachDays(7) + 1, 7)).toBe(0);
  });
});

test('the order in which events are folded does not change a reading', () => {
  const events = fc.array(
    fc.record({
      strike: fc.boolean(),
      p: fc.integer({ min: 500, max: 1_000 }),
      day: fc.integer({ min: 0, max: 40 }),
    }),
    { minLength: 1, maxLength: 30 },
  );
  fc.assert(
    fc.property(
      events.chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      ([list, shuffled]) => {
        const read = (some: typeof list) => {
          const coded = some.map(({ strike, p, day }) =>
            exampleEvent(strike ? 'ASSAULT' : 'AGREE', ['USA'], ['IRQ'], {
              p: p / 1_000,
              date: addDays('2024-01-01', day),
            }),
          );
          return tensionAt(sumsOf(coded, 'IRQ-USA'), '2024-02-10');
        };
        expect(read(shuffled)).toBe(read(list));
      },
    ),
  );
});

test('a reading leaves with six decimals', () => {
  expect(rounded(27.300000049)).toBe(27.3);
  expect(rounded(1 / 3)).toBe(0.333333);
});
