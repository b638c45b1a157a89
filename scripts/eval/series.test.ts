import { expect, test } from 'vitest';
import { dailyShares, joined, weekly } from './series.ts';

test('a share is taken for each day that has items', () => {
  const items = [
    { day: '2003-02-20', hit: true },
    { day: '2003-02-19', hit: true },
    { day: '2003-02-19', hit: false },
  ];
  expect([...dailyShares(items, ({ hit }) => hit)]).toEqual([
    ['2003-02-19', 0.5],
    ['2003-02-20', 1],
  ]);
});

test('series are joined on the days that all of them have', () => {
  const a = new Map([
    ['2003-02-20', 2],
    ['2003-02-19', 1],
  ]);
  const b = new Map([
    ['2003-02-20', 20],
    ['2003-02-21', 30],
  ]);
  expect(joined({ a, b })).toEqual([{ day: '2003-02-20', values: { a: 2, b: 20 } }]);
});

test('only whole weeks from Monday count, as means', () => {
  // 2003-02-24 was a Monday.
  const days = ['23', '24', '25', '26', '27', '28'].map((day, i) => ({ day: `2003-02-${day}`, values: { x: i } }));
  const march = ['01', '02', '03'].map((day, i) => ({ day: `2003-03-${day}`, values: { x: 6 + i } }));
  expect(weekly([...days, ...march])).toEqual([{ day: '2003-02-24', values: { x: 4 } }]);
});
