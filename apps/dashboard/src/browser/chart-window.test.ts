import { addDays } from '@tensiometer/core/domain/day.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rangeDays } from '../pages/range.ts';
import { apart, spread } from './chart-spread.ts';
import { brushed, panned, zoomed } from './chart-window.ts';

const TODAY = '2026-11-24';
const range = { from: '2024-01-01', to: '2024-01-30' };

test('panning moves both ends alike, by at least a day', () => {
  expect(panned(range, -0.5, TODAY)).toEqual({ from: '2023-12-17', to: '2024-01-15' });
  expect(panned({ from: '2024-01-01', to: '2024-01-01' }, 0.1, TODAY)).toEqual({
    from: '2024-01-02',
    to: '2024-01-02',
  });
});
test('panning stops at today and keeps its length', () => {
  const last = panned({ from: '2026-11-01', to: '2026-11-20' }, 1, TODAY);
  expect(last).toEqual({ from: '2026-11-05', to: TODAY });
});
test('zooming keeps the day it is around inside, and ends at one day', () => {
  const day = fc.integer({ min: 0, max: 29 }).map(n => addDays(range.from, n));
  fc.assert(
    fc.property(day, fc.constantFrom(0.5, 2), fc.integer({ min: 1, max: 12 }), (around, factor, times) => {
      let it = range;
      for (let i = 0; i < times; i += 1) {
        it = zoomed(it, factor, around, TODAY);
        expect(it.from <= around && around <= it.to).toBe(true);
      }
      if (factor < 1 && times > 6) expect(rangeDays(it)).toBe(1);
    }),
  );
});
test('a brush takes the days that it touches, whichever way it was drawn', () => {
  const [a, b] = [Date.parse('2024-01-03T05:00:00Z'), Date.parse('2024-01-07T00:00:00Z')];
  expect(brushed(b, a)).toEqual({ from: '2024-01-03', to: '2024-01-06' });
  expect(brushed(a, a)).toEqual({ from: '2024-01-03', to: '2024-01-03' });
});
test('marks stand apart in their order, moved no further than they must', () => {
  expect(apart([10, 12, 80], 18, 0, 100)).toEqual([10, 28, 80]);
  expect(apart([95, 97, 99], 18, 0, 100)).toEqual([64, 82, 100]);
});
test('values in the gutter touch neither each other nor the tag', () => {
  expect(spread([50, 52, 90], 51, 0, 100)).toEqual([33.5, 68.5, 90]);
  expect(spread([10, 12], null, 0, 100)).toEqual([10, 25]);
});
