import { expect, test } from 'vitest';
import { bucketOf, DAY_MS, HOUR_MS, roundTop, ticksOf } from './chart-time.ts';

const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const words = (from: string, to: string, step: 'hour' | 'day' | 'week' = 'day', narrow = false) =>
  ticksOf(at(from), at(to) + DAY_MS, step, 'utc', narrow).map(tick => tick.words);

test('months are named at their first day on long ranges, Mondays on shorter ones', () => {
  expect(words('2023-12-15', '2024-03-10')).toEqual(['Jan 2024', 'Feb', 'Mar']);
  expect(words('2024-01-01', '2024-01-30')).toEqual(['1 Jan', '8 Jan', '15 Jan', '22 Jan', '29 Jan']);
});
test('many years are named by the year, two by the quarter', () => {
  expect(words('2016-05-01', '2023-05-01', 'week')).toEqual(['2017', '2018', '2019', '2020', '2021', '2022', '2023']);
  expect(words('2022-01-01', '2023-06-30')).toEqual(['Jan 2022', 'Apr', 'Jul', 'Oct', 'Jan 2023', 'Apr']);
});
test('hours are named within a day, days within a week of hours', () => {
  expect(words('2024-01-25', '2024-01-25', 'hour')).toEqual([
    '25 Jan',
    '03:00',
    '06:00',
    '09:00',
    '12:00',
    '15:00',
    '18:00',
    '21:00',
  ]);
  expect(words('2024-01-25', '2024-01-28', 'hour')).toEqual(['25 Jan', '26 Jan', '27 Jan', '28 Jan']);
});
test('a bucket is as long as its step', () => {
  expect(bucketOf('2024-01-25', 'day')).toEqual({ start: at('2024-01-25'), end: at('2024-01-26') });
  expect(bucketOf('2024-01-22', 'week').end).toBe(at('2024-01-29'));
  expect(bucketOf('2024-01-25T14:00:00Z', 'hour').start).toBe(at('2024-01-25') + 14 * HOUR_MS);
});
test('an axis ends at a round number', () => {
  expect([0.03, 0.7, 4, 17, 52, 100].map(roundTop)).toEqual([0.03, 0.8, 4, 20, 60, 100]);
});
