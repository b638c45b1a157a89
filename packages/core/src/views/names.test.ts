import { expect, test } from 'vitest';
import { readSubject } from './names.ts';

test.each([
  ['usa-irq', 'IRQ-USA'],
  ['IRQ', 'IRQ'],
  ['Iraq', 'IRQ'],
  [' iran–israel ', 'IRN-ISR'],
  ['Israel - Iran', 'IRN-ISR'],
  ['Israel and Iran', 'IRN-ISR'],
  ['United States, Iraq', 'IRQ-USA'],
  ['irn–Israel', 'IRN-ISR'],
  ['world', 'world'],
])('%s names %s', (text, subject) => expect(readSubject(text)).toBe(subject));

test.each(['', 'nowhere', 'ZZZ', 'IRQ-ZZZ', 'Iraq–Iraq', 'Iraq, Iran, Israel', '__proto__'])('%s names nobody', text =>
  expect(readSubject(text)).toBeNull(),
);
