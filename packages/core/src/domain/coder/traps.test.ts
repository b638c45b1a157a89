import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createCoder } from './coder.ts';
import { judgeTrap, readTraps } from './fixtures/judge-trap.ts';

const TRAPS = readTraps(readFileSync(new URL('./fixtures/traps.tsv', import.meta.url), 'utf8'));

const coder = await createCoder();
const ANSWERS = TRAPS.map(trap => judgeTrap(coder, trap));

const told = (answers: typeof ANSWERS) =>
  answers
    .map(
      ({ group, sentence, expected, read }) => `${group}: ${sentence}\n    expected ${expected}\n    read     ${read}`,
    )
    .join('\n');

describe('sentences that mislead', () => {
  test('are many, and each once', () => {
    expect(new Set(TRAPS.map(trap => trap.sentence)).size).toBe(TRAPS.length);
    expect(TRAPS.length).toBeGreaterThanOrEqual(340);
    for (const group of new Set(TRAPS.map(trap => trap.group)))
      expect(TRAPS.filter(trap => trap.group === group).length, group).toBeGreaterThanOrEqual(15);
  });

  // The aim is 0.95 for both; these are what this version reaches, so that the next one may not fall behind.
  test.each([
    ['all', () => true, 0.87],
    ['those that tell nothing', ({ expected }: (typeof ANSWERS)[number]) => expected.startsWith('-'), 0.94],
  ] as const)('of %s, no fewer are read right than before', (_, isAsked, least) => {
    const asked = ANSWERS.filter(isAsked);
    const wrong = asked.filter(answer => !answer.right);
    const share = 1 - wrong.length / asked.length;
    expect(share, `${wrong.length} of ${asked.length} are wrong\n${told(wrong)}`).toBeGreaterThanOrEqual(least);
  });

  test.each(['sport', 'entertainment'])('no %s is read as an assault', group => {
    const fought = ANSWERS.filter(
      answer => answer.group === group && answer.events.some(event => event.type === 'ASSAULT'),
    );
    expect(fought, told(fought)).toEqual([]);
  });
});
