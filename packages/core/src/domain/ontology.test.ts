import { describe, expect, test } from 'vitest';
import table from './ontology.json' with { type: 'json' };
import {
  cameoLabel,
  contextOf,
  EVENT_TYPES,
  type EventType,
  goldsteinOf,
  isConflictual,
  modesOf,
  type Quad,
  quadOf,
  scoreOf,
} from './ontology.ts';

/** Root types of PLOVER with quad class and score. */
const PLOVER: [EventType, Quad, number][] = [
  ['AGREE', 1, 2.5],
  ['CONSULT', 1, 2.5],
  ['SUPPORT', 1, 5],
  ['CONCEDE', 1, 4.5],
  ['COOPERATE', 2, 9.5],
  ['AID', 2, 10],
  ['RETREAT', 2, 6.5],
  ['REQUEST', 3, 0],
  ['ACCUSE', 3, -3],
  ['REJECT', 3, -2],
  ['THREATEN', 3, -3.5],
  ['PROTEST', 4, -5],
  ['SANCTION', 4, -6],
  ['MOBILIZE', 4, -5.5],
  ['COERCE', 4, -7],
  ['ASSAULT', 4, -9],
];

describe('the sixteen types', () => {
  test.each(PLOVER)('%s is of quad class %i and scores %f', (type, quad, score) => {
    expect(quadOf(type)).toBe(quad);
    expect(scoreOf(type, null)).toBe(score);
    expect(isConflictual(type)).toBe(score < 0);
  });

  test('are all there', () => {
    expect(Object.keys(table.types)).toEqual([...EVENT_TYPES]);
    expect(PLOVER.map(([type]) => type)).toEqual([...EVENT_TYPES]);
  });
});

describe('modes', () => {
  test.each<[EventType, string, number]>([
    ['ASSAULT', 'aerial', -9.5],
    ['ASSAULT', 'crowd-control', -7.5],
    ['ASSAULT', 'unconventional', -10],
    ['ACCUSE', 'allege', -3.5],
    ['CONSULT', 'third-party', 1],
    ['RETREAT', 'disarm', 10],
    ['REQUEST', 'yield', -1],
    ['REQUEST', 'meet', 0],
    ['COERCE', 'martial-law', -7.5],
  ])('%s by %s scores %f', (type, mode, score) => {
    expect(scoreOf(type, mode)).toBe(score);
  });

  test('one without a score of its own, and one that is unknown, take that of the type', () => {
    expect(modesOf('PROTEST')).toContain('vandalize');
    expect(scoreOf('PROTEST', 'vandalize')).toBe(-5);
    expect(scoreOf('ASSAULT', 'by-teapot')).toBe(-9);
    expect(scoreOf('ASSAULT', 'toString')).toBe(-9);
  });

  test.each(EVENT_TYPES)('of %s score between −10 and 10', type => {
    for (const mode of [null, ...modesOf(type)]) {
      expect(Math.abs(scoreOf(type, mode))).toBeLessThanOrEqual(10);
    }
  });
});

describe('CAMEO codes', () => {
  const codes = Object.entries(table.cameo);

  test('are 256, each with a label, a type of ours, a mode of that type and, but for two, a Goldstein value', () => {
    expect(codes).toHaveLength(256);
    for (const [code] of codes) {
      expect(code).toMatch(/^\d{3,4}$/);
      expect(cameoLabel(code)).toMatch(/\S/);
      expect(Math.abs(goldsteinOf(code) ?? 0)).toBeLessThanOrEqual(10);
    }
    // The published scale leaves these two out.
    expect(codes.filter(([code]) => goldsteinOf(code) === null).map(([code]) => code)).toEqual(['1213', '1214']);
    expect(goldsteinOf('190')).toBe(-10);
    const strays = codes.filter(([, [, type, mode]]) => {
      const known = EVENT_TYPES.find(name => name === type);
      return known === undefined || (typeof mode === 'string' && !modesOf(known).includes(mode));
    });
    expect(strays).toEqual([]);
  });

  test('an unknown code has nothing', () => {
    expect([goldsteinOf('999'), goldsteinOf(null), cameoLabel('999')]).toEqual([null, null, null]);
    expect(contextOf('999')).toEqual([]);
    expect(contextOf('0312')).toEqual(['military']);
  });
});
