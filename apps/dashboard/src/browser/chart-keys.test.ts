import { expect, test } from 'vitest';
import { keyAct } from './chart-keys.ts';

test('keys go by buckets and stop at the ends', () => {
  expect(keyAct('ArrowLeft', 5, 10)).toEqual({ move: 4 });
  expect(keyAct('PageUp', 5, 10)).toEqual({ move: 9 });
  expect(keyAct('PageDown', 5, 10)).toEqual({ move: 0 });
  expect(keyAct('Home', 5, 10)).toEqual({ move: 0 });
  expect(keyAct('End', 5, 10)).toEqual({ move: 9 });
  expect(keyAct('Enter', 5, 10)).toEqual({ open: true });
  expect(keyAct('x', 5, 10)).toBeNull();
});
test('an arrow beyond the first or the last bucket moves the range', () => {
  expect(keyAct('ArrowLeft', 0, 10)).toEqual({ beyond: -1 });
  expect(keyAct('ArrowRight', 9, 10)).toEqual({ beyond: 1 });
});
