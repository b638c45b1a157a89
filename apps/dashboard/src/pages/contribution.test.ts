import { expect, test } from 'vitest';
import { derivation } from './contribution.tsx';

const row = {
  story: 's',
  subject: 'IRQ-USA',
  eventDay: '2024-01-24',
  conflict: 8.075,
  cooperation: 0,
  decay: 0.9057,
  share: 20,
  nonState: false,
  events: [],
};
const event = {
  score: -9.5,
  factuality: 'realised' as const,
  confidence: { type: 1, actor: 1, recipient: 1, date: 1, overall: 0.85 },
};

test('an amount is told by its factors', () => {
  expect(derivation(row, event, false)).toBe('9.5 × 0.85 confidence × 0.91 age');
});
test('an act of the day itself has no age', () => {
  expect(derivation({ ...row, decay: 1 }, event, false)).toBe('9.5 × 0.85 confidence');
});
test('what one side alleges counts half', () => {
  expect(derivation({ ...row, conflict: 4.0375, decay: 1 }, { ...event, factuality: 'alleged' }, false)).toBe(
    '9.5 × 0.85 confidence × 0.5 alleged',
  );
});
test('several outlets show as their factor', () => {
  expect(derivation({ ...row, conflict: 16.15 }, event, false)).toBe('9.5 × 0.85 confidence × 2 outlets × 0.91 age');
});
test('cooperation counts as relief', () => {
  const calm = { ...event, score: 2.5 };
  expect(derivation({ ...row, conflict: 0, cooperation: 2.125, decay: 1 }, calm, true)).toBe(
    '2.5 × 0.85 confidence × 0.3 relief',
  );
});
