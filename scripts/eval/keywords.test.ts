import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { GPR_CATEGORIES, hasKeyword } from './keywords.ts';

test('the lists are those that were frozen before the first comparison', () => {
  expect(Object.keys(GPR_CATEGORIES)).toEqual([
    'war threats',
    'peace threats',
    'military build-ups',
    'nuclear threats',
    'terror threats',
    'beginning of war',
    'escalation of war',
    'terror acts',
  ]);
  expect(createHash('sha256').update(JSON.stringify(GPR_CATEGORIES)).digest('hex')).toBe(
    '5e3c2cb4ecd23d603a57afebf5a5fb2eb5558e5b9c4668094534c317b5d71bda',
  );
});

test.each([
  ['warships leave for the gulf', true],
  ['Anti-war rally draws thousands', true],
  ['cease-fire holds for a tenth day', true],
  ['award for the steward of a museum', false],
  ['council approves a new library', false],
])('%s', (headline, expected) => {
  expect(hasKeyword(headline)).toBe(expected);
});
