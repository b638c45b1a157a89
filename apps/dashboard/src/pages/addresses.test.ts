import { expect, test } from 'vitest';
import { outsideAddress, subjectAddress } from './addresses.ts';

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
