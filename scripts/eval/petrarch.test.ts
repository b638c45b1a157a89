import { expect, test } from 'vitest';
import { cameoQuad } from './petrarch.ts';

test.each([
  ['010', 1],
  ['057', 1],
  ['060', 2],
  ['0831', 2],
  ['090', 3],
  ['138', 3],
  ['141', 4],
  ['203', 4],
])('CAMEO %s is of quad class %i', (code, quad) => {
  expect(cameoQuad(code)).toBe(quad);
});
