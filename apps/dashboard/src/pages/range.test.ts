import { expect, test } from 'vitest';
import { askedRange, fittingStep, rangeDays, rangeWords, spanRange } from './range.ts';

const standing = { day: '2024-02-14', from: '2023-10-01', to: '2024-02-24', first: '2021-03-05' };

test('a range that makes no sense counts as none', () => {
  expect(askedRange('2024-01-01', '2024-01-31')).toEqual({ from: '2024-01-01', to: '2024-01-31' });
  expect(askedRange('2024-01-01', '2024-01-01')).toEqual({ from: '2024-01-01', to: '2024-01-01' });
  for (const [from, to] of [
    ['2024-02-01', '2024-01-01'],
    ['2024-02-30', '2024-03-01'],
    ['x', 'y'],
    ['1990-01-01', '2024-01-01'],
  ]) {
    expect(askedRange(from, to)).toBeNull();
  }
});
test('a span has as many days as it says, up to where the page stands', () => {
  expect(spanRange('24h', standing)).toEqual({ from: '2024-02-14', to: '2024-02-14' });
  expect(rangeDays(spanRange('1y', standing))).toBe(365);
});
test('all goes from the first covered day to the last', () => {
  expect(spanRange('all', standing)).toEqual({ from: '2021-03-05', to: '2024-02-24' });
  expect(spanRange('all', { ...standing, first: null })).toEqual({ from: '2023-10-01', to: '2024-02-24' });
});
test('the step fits the range, unless another is asked for that the range allows', () => {
  const days = (n: number) => ({ from: '2020-01-01', to: new Date(Date.UTC(2020, 0, n)).toISOString().slice(0, 10) });
  expect([1, 8, 9, 750, 751].map(n => fittingStep(null, days(n)))).toEqual(['hour', 'hour', 'day', 'day', 'week']);
  expect(fittingStep('hour', days(40))).toBe('day');
  expect(fittingStep('week', days(40))).toBe('week');
});
test('a range of one day is named once', () => {
  expect(rangeWords({ from: '2024-01-05', to: '2024-01-05' }, 'hour')).toBe('5 January 2024, by the hour');
});
