import { describe, expect, test } from 'vitest';
import { addDays, dayNumber, dayOf, daysBetween, isDay, weekStart } from './day.ts';

test.each([
  ['2024-02-28', 1, '2024-02-29'],
  ['2023-02-28', 1, '2023-03-01'],
  ['2024-01-01', -1, '2023-12-31'],
  ['2024-03-31', 0, '2024-03-31'],
  ['1900-02-28', 1, '1900-03-01'],
])('%s and %i days is %s', (day, n, expected) => {
  expect(addDays(day, n)).toBe(expected);
  expect(daysBetween(day, expected)).toBe(n);
});

test('the days since 1970 are counted from 0', () => {
  expect(dayNumber('1970-01-01')).toBe(0);
  expect(dayNumber('1969-12-31')).toBe(-1);
});

test('an instant belongs to its UTC day', () => {
  expect(dayOf(Date.parse('2024-01-25T23:59:59.999Z'))).toBe('2024-01-25');
  expect(dayOf(Date.parse('2024-01-26T00:30:00+02:00'))).toBe('2024-01-25');
});

describe('which texts are days', () => {
  test.each(['2024-02-29', '1900-01-01', '2026-12-31'])('%s is one', text => {
    expect(isDay(text)).toBe(true);
  });

  test.each(['2026-02-30', '2023-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '2026-01-01T00:00:00Z', '', 'now'])(
    '%j is none',
    text => {
      expect(isDay(text)).toBe(false);
    },
  );
});

test.each([
  ['2024-01-22', '2024-01-22'],
  ['2024-01-25', '2024-01-22'],
  ['2024-01-28', '2024-01-22'],
  ['2024-01-29', '2024-01-29'],
  ['1969-12-31', '1969-12-29'],
  ['1960-02-29', '1960-02-29'],
  ['1960-03-03', '1960-02-29'],
])('the week of %s begins on Monday %s', (day, monday) => {
  expect(weekStart(day)).toBe(monday);
});
