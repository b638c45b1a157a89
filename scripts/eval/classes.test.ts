import { describe, expect, test } from 'vitest';
import { type Answered, classTable, macroF1, share } from './classes.ts';

const items: Answered[] = [
  { gold: 'A', answer: 'A' },
  { gold: 'A', answer: 'B' },
  { gold: 'B', answer: 'B' },
  { gold: 'B', answer: null },
  { gold: null, answer: 'A' },
];

describe('a table of classes', () => {
  test('counts hits, misses and what was answered without cause', () => {
    expect(classTable(items, ['A', 'B'])).toEqual([
      { name: 'A', precision: 0.5, recall: 0.5, f1: 0.5, n: 2, answered: 2 },
      { name: 'B', precision: 0.5, recall: 0.5, f1: 0.5, n: 2, answered: 2 },
    ]);
  });

  test('has zeros for a class that never occurs', () => {
    expect(classTable(items, ['C'])).toEqual([{ name: 'C', precision: 0, recall: 0, f1: 0, n: 0, answered: 0 }]);
  });
});

describe('macro-F1', () => {
  test('is the mean over the classes, whatever their size', () => {
    const uneven = [...items, { gold: 'C', answer: 'C' }];
    expect(macroF1(uneven, ['A', 'B', 'C'])).toBeCloseTo(2 / 3);
  });

  test('leaves out a class that neither occurs nor is answered', () => {
    expect(macroF1(items, ['A', 'B', 'C'])).toBe(0.5);
  });

  test('counts a class that is only answered as 0', () => {
    expect(
      macroF1(
        [
          { gold: 'A', answer: 'A' },
          { gold: null, answer: 'B' },
        ],
        ['A', 'B'],
      ),
    ).toBe(0.5);
  });

  test('of nothing is no number', () => {
    expect(macroF1([], ['A'])).toBeNaN();
  });
});

test('a share is taken of those that can be asked', () => {
  expect(
    share(
      [1, 2, 3, 4],
      n => n > 3,
      n => n > 2,
    ),
  ).toBe(0.5);
  expect(
    share(
      [1, 2],
      n => n > 1,
      n => n > 2,
    ),
  ).toBeNaN();
});
