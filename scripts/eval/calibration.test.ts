import { expect, test } from 'vitest';
import { binsOf, calibrationError } from './calibration.ts';

const answers = (n: number, p: number, right: number) => Array.from({ length: n }, (_, i) => ({ p, right: i < right }));

test('bins hold equally many answers, the least confident first', () => {
  const bins = binsOf([...answers(10, 0.9, 8), ...answers(10, 0.6, 6)], 2);
  expect(bins.map(({ n, right }) => ({ n, right }))).toEqual([
    { n: 10, right: 0.6 },
    { n: 10, right: 0.8 },
  ]);
});

test('the error is the mean distance of what is stated from what is right', () => {
  expect(calibrationError([...answers(10, 0.9, 8), ...answers(10, 0.6, 6)], 2)).toBeCloseTo(0.05);
});

test('too few answers for the bins leave some bins out, and none have no error to speak of', () => {
  expect(binsOf(answers(3, 0.7, 2))).toHaveLength(3);
  expect(calibrationError([])).toBeNaN();
});
