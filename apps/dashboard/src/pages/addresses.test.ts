import { expect, test } from 'vitest';
import { outsideAddress, subjectAddress } from './addresses.ts';
import { askedRange, presetRange, rangeDays } from './range.ts';

test('only http and https leave the house', () => {
  expect(outsideAddress('https://example.org/a?b=1')).toBe('https://example.org/a?b=1');
  for (const bad of [
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '/relative',
    'not an address',
    null,
  ]) {
    expect(outsideAddress(bad)).toBeNull();
  }
});
test('an address of a subject holds what is set, and nothing else', () => {
  expect(subjectAddress('IRQ-USA')).toBe('/subjects/IRQ-USA');
  expect(subjectAddress('IRQ-USA', { at: '2024-01-25', from: null })).toBe('/subjects/IRQ-USA?at=2024-01-25');
});
test('a range that makes no sense counts as none', () => {
  expect(askedRange('2024-01-01', '2024-01-31')).toEqual({ from: '2024-01-01', to: '2024-01-31' });
  for (const [from, to] of [
    ['2024-02-01', '2024-01-01'],
    ['2024-02-30', '2024-03-01'],
    ['x', 'y'],
    ['1990-01-01', '2024-01-01'],
  ]) {
    expect(askedRange(from, to)).toBeNull();
  }
});
test('a preset has as many days as it says', () => {
  expect(rangeDays(presetRange(30, '2024-03-01'))).toBe(30);
});
