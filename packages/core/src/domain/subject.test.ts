import { describe, expect, test } from 'vitest';
import { countriesOf, dyad, kindOf, parseSubject } from './subject.ts';

describe('reading a subject', () => {
  test.each([
    ['IRQ-USA', 'IRQ-USA'],
    ['USA-IRQ', 'IRQ-USA'],
    ['usa-irq', 'IRQ-USA'],
    ['irq', 'IRQ'],
    ['World', 'world'],
    ['EUR-RUS', 'EUR-RUS'],
    ['USA-USA', null],
    ['US', null],
    ['IRQ-USA-IRN', null],
    ['IRQ–USA', null],
    ['', null],
    [' IRQ', null],
    ['I1Q', null],
  ])('%j is %j', (text, subject) => {
    expect(parseSubject(text)).toBe(subject);
  });
});

test('a dyad is the same in both orders', () => {
  expect(dyad('USA', 'IRQ')).toBe('IRQ-USA');
  expect(dyad('IRQ', 'USA')).toBe('IRQ-USA');
});

test.each([
  ['IRQ-USA', 'dyad', ['IRQ', 'USA']],
  ['IRQ', 'country', ['IRQ']],
  ['world', 'world', []],
])('%s is a %s', (subject, kind, countries) => {
  expect(kindOf(subject)).toBe(kind);
  expect(countriesOf(subject)).toEqual(countries);
});
