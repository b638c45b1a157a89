import { expect, test } from 'vitest';
import { runsOf } from './runs.ts';

test('neighbours that hold a claim are one run', () => {
  expect(runsOf([1, 1, 0, 1], n => n === 1)).toEqual([
    { first: 0, last: 1 },
    { first: 3, last: 3 },
  ]);
  expect(runsOf([], () => true)).toEqual([]);
});
