import { describe, expect, test } from 'vitest';
import {
  clockText,
  count,
  elapsed,
  factor,
  fixed,
  momentText,
  publishedText,
  signed,
  weekdayText,
  whole,
} from './format.ts';

describe('numbers', () => {
  test.each([
    [-9.5, 1, '−9.5'],
    [2.5, 1, '+2.5'],
    [0, 1, '0.0'],
    [-0.04, 1, '0.0'],
    [0.04, 1, '0.0'],
  ])('%d is written with its sign as %s decimals: %s', (value, digits, text) => {
    expect(signed(value, digits)).toBe(text);
  });
  test('a minus is U+2212 and nothing that rounds to zero is below zero', () => {
    expect(fixed(-3.25, 2)).toBe('\u22123.25');
    expect(fixed(-0.001, 2)).toBe('0.00');
  });
  test('factors lose the decimals that say nothing', () => {
    expect([9.5, 0.85, 2, 0.9057, 10, 100].map(factor)).toEqual(['9.5', '0.85', '2', '0.91', '10', '100']);
  });
  test('counts carry their noun', () => {
    expect(count(1, 'report')).toBe('1 report');
    expect(count(1284, 'report')).toBe('1,284 reports');
    expect(whole(181578)).toBe('181,578');
  });
});

describe('times are UTC', () => {
  test('an instant with an offset is shown in UTC', () => {
    expect(momentText('2024-01-26T01:30:00+03:00')).toBe('25 Jan 2024, 22:30');
    expect(clockText('2024-01-25T14:05:59.999Z')).toBe('14:05');
  });
  test('a day without a time of its own is shown as a day', () => {
    expect(publishedText('2024-01-25T00:00:00.000Z')).toBe('25 Jan 2024');
    expect(publishedText('2024-01-25T13:58:00.000Z')).toBe('25 Jan 2024, 13:58 UTC');
  });
  test('what is no instant is left as it came', () => expect(momentText('soon')).toBe('soon'));
  test('days are named', () => expect(weekdayText('2024-01-25')).toBe('Thu 25 Jan 2024'));
  test('elapsed time takes the unit that fits', () => {
    expect([9, 1400, 185_000].map(elapsed)).toEqual(['+9 ms', '+1.4 s', '+3 min']);
  });
});
