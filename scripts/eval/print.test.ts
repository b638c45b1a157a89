import { describe, expect, test } from 'vitest';
import { atLeast, atMost, counted, isMet, measure, type SetReport } from './figures.ts';
import { asJson, printBars, printReport } from './print.ts';

const mean = (sample: readonly number[]) => sample.reduce((sum, value) => sum + value, 0) / sample.length;
const report: SetReport = {
  title: 'A set',
  notes: ['Said once.'],
  figures: [
    measure('ones', 'share of ones', [1, 1, 1, 0], mean, { bar: atLeast(0.8) }),
    counted('faults', 'faults', 0, 4, atMost(0)),
    counted('nothing', 'nothing', Number.NaN, 0, atLeast(1)),
  ],
  tables: [
    {
      title: 'Parts',
      columns: [
        { name: 'part', kind: 'text' },
        { name: 'share', kind: 'share' },
        { name: 'n', kind: 'count' },
      ],
      rows: [['first', 1, 4]],
    },
  ],
  examples: [{ title: 'Words', lines: ['words of a set'] }],
};

describe('a printed set', () => {
  const printed = printReport(report);

  test('says the figure, its interval, its bar and whether it is met', () => {
    expect(printed).toMatch(/share of ones\s+0\.750\s+\[0\.\d{3}, 1\.000\]\s+n 4\s+bar >= 0\.800: NOT MET/);
    expect(printed).toMatch(/faults\s+0\s+n 4\s+bar <= 0: met/);
  });

  test('has its tables, notes and examples', () => {
    expect(printed).toMatch(/first\s+1\.000\s+4/);
    expect(printed).toContain('Note. Said once.');
    expect(printed).toContain('words of a set');
  });
});

test('a figure that cannot be had meets no bar', () => {
  expect(report.figures.map(isMet)).toEqual([false, true, false]);
});

test('all bars are repeated at the end', () => {
  expect(
    printBars(new Map([['set', report]]))
      .split('\n')
      .filter(line => line.includes('bar ')),
  ).toHaveLength(3);
});

test('the file has figures and tables, and none of the words', () => {
  const written = asJson({ name: 'coder', version: '1' }, new Map([['set', report]]));
  expect(JSON.parse(written)).toMatchObject({
    coder: { name: 'coder', version: '1' },
    sets: { set: { figures: { ones: { value: 0.75, met: false }, nothing: { value: null } } } },
  });
  expect(written).not.toContain('words of a set');
});
