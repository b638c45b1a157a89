import { expect, test } from 'vitest';
import { keyAct } from './chart-keys.ts';
import { axisRange, noonOf, roundTop, tickDays, tickWords } from './chart-time.ts';
import { readLine } from './line-form.ts';
import { runsOf } from './runs.ts';

test('neighbours that hold a claim are one run', () => {
  expect(runsOf([1, 1, 0, 1], n => n === 1)).toEqual([
    { first: 0, last: 1 },
    { first: 3, last: 3 },
  ]);
  expect(runsOf([], () => true)).toEqual([]);
});
test('keys go by days and stop at the ends', () => {
  expect(keyAct('ArrowLeft', '2024-03-01', '2024-01-01', '2024-03-05')).toEqual({ move: '2024-02-29' });
  expect(keyAct('PageUp', '2024-03-01', '2024-01-01', '2024-03-05')).toEqual({ move: '2024-03-05' });
  expect(keyAct('Home', '2024-03-01', '2024-01-01', '2024-03-05')).toEqual({ move: '2024-01-01' });
  expect(keyAct('Enter', '2024-03-01', '2024-01-01', '2024-03-05')).toEqual({ open: true });
  expect(keyAct('x', '2024-03-01', '2024-01-01', '2024-03-05')).toBeNull();
});
test('months are named at their first day on long ranges, Mondays on shorter ones', () => {
  expect(tickDays('2023-12-15', '2024-03-10')).toEqual(['2024-01-01', '2024-02-01', '2024-03-01']);
  expect(tickDays('2024-01-01', '2024-01-30')).toEqual([
    '2024-01-01',
    '2024-01-08',
    '2024-01-15',
    '2024-01-22',
    '2024-01-29',
  ]);
  expect(tickWords('2024-02-01', 0, 90, false)).toBe('Feb 2024');
  expect(tickWords('2024-02-01', 1, 90, false)).toBe('Feb');
});
test('a day stands at its noon, inside the axis of its range', () => {
  const { min, max } = axisRange('2024-01-25', '2024-01-25');
  expect(noonOf('2024-01-25')).toBeGreaterThan(min);
  expect(noonOf('2024-01-25')).toBeLessThan(max);
});
test('an axis ends at a round number', () => {
  expect([4, 17, 52, 100].map(roundTop)).toEqual([4, 20, 60, 100]);
});

const form = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries({
    indicator: 'tension',
    comparison: 'above',
    warn: '40',
    critical: '55',
    ...fields,
  }))
    data.set(name, value);
  return data;
};
test('a line is read from its sentence, under an id that follows from it', () => {
  expect(readLine(form({}), 'IRQ-USA')).toMatchObject({
    ok: true,
    line: { thresholdId: 'irq-usa-tension-above-40', subject: 'IRQ-USA', warn: 40, critical: 55, recover: 5 },
  });
  const without = readLine(form({ critical: '', warn: '40.5' }), 'IRQ');
  expect(without.ok && without.line).not.toHaveProperty('critical');
  expect(without.ok && without.line.thresholdId).toBe('irq-tension-above-40_5');
});
test.each([
  [{ warn: '' }, 'Say the number'],
  [{ critical: '30' }, 'must stand above'],
  [{ comparison: 'below' }, 'must stand below'],
  [{ warn: '120', critical: '' }, '0 to 100'],
])('a line that makes no sense is refused in words: %o', (fields, words) => {
  const read = readLine(form(fields), 'IRQ-USA');
  expect(read.ok ? '' : read.words).toContain(words);
});
