import { describe, expect, test } from 'vitest';
import type { CodedEvent, Factuality, Party } from './coded-event.ts';
import { amountOf, contributionsOf, MAX_PAIRS, roundHalfAway } from './contribution.ts';
import { exampleEvent, exampleParty } from './example-event.ts';
import type { EventType } from './ontology.ts';

const ORIGIN = { reportId: 'r', source: 's', outletFamily: 'o', publishedAt: '2024-01-25T17:30:00.000Z' };

function scopes(
  type: EventType,
  actors: (string | Party)[],
  recipients: (string | Party)[],
  rest: Partial<CodedEvent> = {},
): Record<string, string> {
  const rows = contributionsOf(exampleEvent(type, actors, recipients, rest), ORIGIN);
  return Object.fromEntries(rows.map(row => [row.subject, row.scope]));
}

const BOTH = { 'IRQ-USA': 'dyad', IRQ: 'foreign', USA: 'foreign', world: 'world' };

describe('which subjects an event counts for', () => {
  test.each<[string, EventType, string[], string[], Partial<CodedEvent>, Record<string, string>]>([
    ['one side acts on another', 'ASSAULT', ['USA'], ['IRQ'], {}, BOTH],
    ['the same pair the other way round', 'ASSAULT', ['IRQ'], ['USA'], {}, BOTH],
    ['two sides that clash, with no recipient named', 'ASSAULT', ['IRQ', 'USA'], [], { reciprocal: true }, BOTH],
    ['two sides that agree', 'AGREE', ['IRQ', 'USA'], [], {}, BOTH],
    ['two sides that consult', 'CONSULT', ['USA', 'IRQ'], [], {}, BOTH],
    ['two sides that support', 'SUPPORT', ['IRQ', 'USA'], [], {}, BOTH],
    ['two sides that cooperate', 'COOPERATE', ['IRQ', 'USA'], [], {}, BOTH],
    [
      'two sides that do not act on each other',
      'PROTEST',
      ['IRQ', 'USA'],
      [],
      {},
      { IRQ: 'domestic', USA: 'domestic', world: 'world' },
    ],
    ['one side alone', 'AGREE', ['IRQ'], [], {}, { IRQ: 'domestic', world: 'world' }],
    ['a country against its own', 'COERCE', ['IRN'], ['IRN'], {}, { IRN: 'domestic', world: 'world' }],
    [
      'a bloc and a country',
      'SANCTION',
      ['EUR'],
      ['RUS'],
      {},
      { 'EUR-RUS': 'dyad', EUR: 'foreign', RUS: 'foreign', world: 'world' },
    ],
    [
      'one against two',
      'ACCUSE',
      ['CHN'],
      ['TWN', 'USA'],
      {},
      { 'CHN-TWN': 'dyad', 'CHN-USA': 'dyad', CHN: 'foreign', TWN: 'foreign', USA: 'foreign', world: 'world' },
    ],
    ['two actors of one country', 'ACCUSE', ['USA', 'USA'], ['IRQ'], {}, BOTH],
  ])('%s', (_, type, actors, recipients, rest, expected) => {
    expect(scopes(type, actors, recipients, rest)).toEqual(expected);
  });

  test('a place counts only when neither side has a country', () => {
    const location = { start: 0, end: 4, country: 'SDN' };
    const unnamed = exampleParty(null);
    expect(scopes('ASSAULT', [unnamed], [], { location })).toEqual({ SDN: 'domestic', world: 'world' });
    expect(scopes('ASSAULT', ['USA'], [unnamed], { location })).toEqual({ USA: 'domestic', world: 'world' });
    expect(scopes('ASSAULT', [unnamed], [])).toEqual({ world: 'world' });
  });

  test('twelve pairs are told apart, thirteen are a summit without pairs', () => {
    const codes = Array.from({ length: 13 }, (_, i) => `A${String.fromCharCode(65 + i)}A`);
    const pairs = (n: number) =>
      Object.values(scopes('CONSULT', ['USA'], codes.slice(0, n))).filter(scope => scope === 'dyad').length;
    expect(pairs(MAX_PAIRS)).toBe(12);
    expect(pairs(MAX_PAIRS + 1)).toBe(0);
    expect(scopes('CONSULT', ['USA'], codes)).toMatchObject({ USA: 'foreign', AAA: 'foreign', world: 'world' });
  });

  test('each subject gets the full amount, once', () => {
    const rows = contributionsOf(exampleEvent('ASSAULT', ['USA'], ['IRQ', 'SYR'], { mode: 'aerial', p: 0.85 }), ORIGIN);
    expect(rows.map(row => row.subject)).toEqual([...new Set(rows.map(row => row.subject))]);
    expect(new Set(rows.map(row => row.conflict))).toEqual(new Set([8_075]));
    expect(rows.every(row => row.cooperation === 0)).toBe(true);
  });

  test('a request without a score is written with an amount of 0', () => {
    const rows = contributionsOf(exampleEvent('REQUEST', ['USA'], ['IRQ'], { mode: 'meet' }), ORIGIN);
    expect(rows.map(row => row.subject)).toEqual(['IRQ-USA', 'IRQ', 'USA', 'world']);
    expect(rows.every(row => row.conflict === 0 && row.cooperation === 0)).toBe(true);
  });

  test('an event without a date has no rows', () => {
    expect(contributionsOf(exampleEvent('ASSAULT', ['USA'], ['IRQ'], { date: null }), ORIGIN)).toEqual([]);
  });
});

describe('sides that do not act for a state', () => {
  const marks = (actors: (string | Party)[], recipients: (string | Party)[]) =>
    Object.fromEntries(
      contributionsOf(exampleEvent('ASSAULT', actors, recipients), ORIGIN).map(row => [row.subject, row.nonState]),
    );

  test.each(['GOV', 'MIL', 'LEG', 'JUD', 'COP', 'SPY'] as const)('%s acts for a state', sector => {
    expect(marks([exampleParty('USA', { sector })], ['IRQ'])).toMatchObject({ 'IRQ-USA': false, world: false });
  });

  test.each(['REB', 'PRM', 'CVL', 'IMG', 'UNK'] as const)('%s does not, and the row says so', sector => {
    expect(marks(['USA'], [exampleParty('IRQ', { sector })])).toMatchObject({ 'IRQ-USA': true, world: true });
  });

  test('a pair is marked for its own sides only', () => {
    expect(marks(['ISR'], [exampleParty('LBN', { sector: 'PRM' }), 'IRN'])).toMatchObject({
      'ISR-LBN': true,
      'IRN-ISR': false,
    });
  });
});

describe('amounts', () => {
  test('halves round away from zero', () => {
    expect([0.5, 1.5, 2.5, -0.5, -2.5, 2.4, -2.6].map(roundHalfAway)).toEqual([1, 2, 3, -1, -3, 2, -3]);
  });

  test.each<[Factuality, number]>([
    ['realised', 9_000],
    ['announced', 9_000],
    ['alleged', 4_500],
    ['conditional', 0],
    ['negated', 0],
    ['historical', 0],
    ['habitual', 0],
  ])('a certain assault that is %s is worth %i milli-points', (factuality, amount) => {
    expect(amountOf(exampleEvent('ASSAULT', ['USA'], ['IRQ'], { factuality }))).toBe(amount);
  });

  test('half of an odd amount rounds up', () => {
    expect(amountOf(exampleEvent('ASSAULT', ['USA'], ['IRQ'], { p: 0.501, factuality: 'alleged' }))).toBe(2_255);
  });

  test('attention multiplies, and the sign of the score is no matter', () => {
    expect(amountOf(exampleEvent('ACCUSE', ['USA'], ['IRQ'], { p: 0.5 }), 3)).toBe(4_500);
    expect(amountOf(exampleEvent('AGREE', ['USA'], ['IRQ'], { p: 0.95 }))).toBe(2_375);
  });
});

describe('when it happened', () => {
  test('a report of the same day gives the time', () => {
    const [row] = contributionsOf(exampleEvent('ASSAULT', ['USA'], ['IRQ']), ORIGIN);
    expect(row?.eventAt).toBe('2024-01-25T17:30:00.000Z');
  });

  test('an earlier event, or a report without a time, counts from the start of its day', () => {
    const earlier = exampleEvent('ASSAULT', ['USA'], ['IRQ'], { date: '2024-01-24' });
    expect(contributionsOf(earlier, ORIGIN)[0]?.eventAt).toBe('2024-01-24T00:00:00.000Z');
    expect(contributionsOf(earlier, { ...ORIGIN, publishedAt: null })[0]?.eventAt).toBe('2024-01-24T00:00:00.000Z');
  });
});
