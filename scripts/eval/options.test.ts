import { expect, test } from 'vitest';
import { BadOption, readOptions } from './options.ts';

const SETS = ['plv', 'gsr', 'own'];
const read = (...args: string[]) => readOptions(args, SETS, '/sets');

test('all sets run without options', () => {
  expect(read()).toEqual({ only: SETS, folder: '/sets', json: null });
});

test('some sets, another folder and a file', () => {
  expect(read('--only', 'own, plv', '--folder', '/other', '--json', 'out.json')).toEqual({
    only: ['own', 'plv'],
    folder: '/other',
    json: 'out.json',
  });
});

test.each([[['--only']], [['--only', 'none-such']], [['--fast', 'yes']], [['--json', '--only']]])(
  '%j is not understood',
  args => {
    expect(() => read(...args)).toThrow(BadOption);
  },
);
