import { expect, test } from 'vitest';
import { axisRange, noonOf, roundTop, tickDays, tickWords } from './chart-time.ts';

test('months are named at their first day on long ranges, Mondays on shorter ones', () => {
  expect(tickDays('2023-12-15', '2024-03-10')).toEqual(['2024-01-01', '2024-02-01', '2024-03-01']);
  expect(tickDays('2024-01-01', '2024-01-30')).toEqual([
    '2024-01-01',
    '2024-01-08',
    '2024-01-15',
    '2024-01-22',
    '2024-01-29',
  ]);
  expect(tickWords('2024-02-01', 0, 90, false)).toBe('Feb 2024');
  expect(tickWords('2024-02-01', 1, 90, false)).toBe('Feb');
});
test('a day stands at its noon, inside the axis of its range', () => {
  const { min, max } = axisRange('2024-01-25', '2024-01-25');
  expect(noonOf('2024-01-25')).toBeGreaterThan(min);
  expect(noonOf('2024-01-25')).toBeLessThan(max);
});
test('an axis ends at a round number', () => {
  expect([4, 17, 52, 100].map(roundTop)).toEqual([4, 20, 60, 100]);
});
