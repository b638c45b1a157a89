import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minhash } from './minhash.ts';
import {
  areNearDuplicates,
  attentionOf,
  haveSameWords,
  type Member,
  type StoryValue,
  tellSameAct,
  worthOf,
} from './story.ts';
import { type Change, createStoryBook, type Effect, type Placed } from './story-book.ts';

const WIRE =
  'the ministry said on Friday that its aircraft had struck the depot north of the town before dawn and withdrawn';
const SIGNATURES = [
  minhash(WIRE),
  minhash(`${WIRE} again`),
  minhash('an entirely different text about something else today'),
  [],
];
const LEMMAS = [[1, 2, 3, 4], [1, 2, 3, 9], [5, 6, 7, 8], [4, 5, 6, 9], []];

function member(id: string, rest: Partial<Member> = {}): Member {
  return {
    id,
    reportId: `report-${id}`,
    source: 's',
    outletFamily: `family-${id}`,
    since: { position: 1, seq: 0 },
    key: 'ASSAULT USA IRQ ',
    day: '2024-01-24',
    at: '2024-01-24T00:00:00.000Z',
    confidence: 800,
    strength: -7600,
    minhash: [],
    lemmas: [1, 2, 3, 4],
    ...rest,
  };
}

describe('when two coded events tell the same act', () => {
  const a = member('a');
  test.each<[string, Partial<Member>, boolean]>([
    ['another report, the same words', {}, true],
    ['half of the words', { lemmas: [3, 4] }, true],
    ['fewer than half of the words', { lemmas: [1, 2, 7, 8, 9] }, false],
    ['no words', { lemmas: [] }, false],
    ['the day before', { day: '2024-01-23' }, true],
    ['the day after', { day: '2024-01-25' }, true],
    ['two days after', { day: '2024-01-26' }, false],
    ['another type', { key: 'ACCUSE USA IRQ ' }, false],
    ['the other direction', { key: 'ASSAULT IRQ USA ' }, false],
    ['the same report', { reportId: 'report-a' }, false],
  ])('%s: %s', (_, rest, expected) => {
    expect(tellSameAct(a, member('b', rest))).toBe(expected);
    expect(tellSameAct(member('b', rest), a)).toBe(expected);
  });

  test('copies of one text do, whatever their sentences say', () => {
    const copy = (id: string, text: string) => member(id, { lemmas: [], minhash: minhash(text) });
    expect(tellSameAct(copy('a', WIRE), copy('b', `${WIRE}!`))).toBe(true);
    expect(tellSameAct(copy('a', WIRE), copy('b', 'an entirely different text about something else today'))).toBe(
      false,
    );
    expect(tellSameAct(copy('a', ''), copy('b', ''))).toBe(false);
  });

  test('52 of 64 equal places are enough for a near-duplicate, 51 are not; half of the lemmas are enough', () => {
    const signature = (different: number) => Array.from({ length: 64 }, (_, i) => (i < different ? -i - 1 : i));
    expect(areNearDuplicates(signature(0), signature(12))).toBe(true);
    expect(areNearDuplicates(signature(0), signature(13))).toBe(false);
    expect(haveSameWords([1, 2, 3], [2, 3, 4])).toBe(true);
    expect(haveSameWords([1, 2, 3, 5], [2, 3, 4])).toBe(false);
  });
});

describe('what a story is worth', () => {
  test.each([
    [0, 1],
    [1, 1],
    [2, 2],
    [3, 1 + Math.log2(3)],
    [4, 3],
    [40, 3],
  ])('%i independent outlets count %f times', (n, a) => {
    expect(attentionOf(n)).toBeCloseTo(a, 12);
  });

  test('is the strongest telling, on the day of the surest', () => {
    const value = worthOf([
      member('a', { confidence: 900, strength: -100, day: '2024-01-25' }),
      member('b', { confidence: 700, strength: -6650, day: '2024-01-24' }),
    ]);
    expect(value).toMatchObject({ day: '2024-01-25', amount: -13300, attention: 2, families: 2, groups: 2 });
  });

  test('on the earlier day when two are equally sure', () => {
    expect(worthOf([member('a', { day: '2024-01-25' }), member('b')]).day).toBe('2024-01-24');
  });

  test('once, when one family tells it often, or many print one text', () => {
    const family = ['a', 'b', 'c'].map(id => member(id, { outletFamily: 'one' }));
    expect(worthOf(family)).toMatchObject({ attention: 1, families: 1, groups: 3 });
    const wire = ['a', 'b', 'c'].map(id => member(id, { minhash: minhash(WIRE) }));
    expect(worthOf(wire)).toMatchObject({ attention: 1, families: 3, groups: 1, amount: -7600 });
  });
});

describe('the name of a story', () => {
  const at = (id: string, position: number, rest: Partial<Member> = {}) =>
    member(id, { since: { position, seq: 0 }, ...rest });
  const early = at('a', 1, { lemmas: [1, 2, 3, 4] });
  const other = at('b', 2, { lemmas: [5, 6, 7, 8] });
  const bridge = at('c', 3, { lemmas: [1, 2, 3, 4, 5, 6, 7, 8] });

  test('is that of its first member, and of the older story when a bridge joins two', () => {
    const book = createStoryBook([]);
    expect(book.apply({ removed: [], added: [early] }).touched).toMatchObject([{ story: 'a', before: null }]);
    expect(book.apply({ removed: [], added: [other] }).touched).toMatchObject([{ story: 'b', before: null }]);
    const { touched, left, joined } = book.apply({ removed: [], added: [bridge] });
    expect(touched.map(it => [it.story, it.before?.amount ?? null, it.after?.amount ?? null])).toEqual([
      ['a', -7600, -19646],
      ['b', -7600, null],
    ]);
    expect(left.map(it => [it.member.id, it.story])).toEqual([['b', 'b']]);
    expect(joined.map(it => [it.member.id, it.story])).toEqual([
      ['b', 'a'],
      ['c', 'a'],
    ]);
    expect(book.apply({ removed: ['c'], added: [] }).touched.map(it => [it.story, it.after?.amount])).toEqual([
      ['a', -7600],
      ['b', -7600],
    ]);
  });

  test('stays when its first member counts otherwise, and passes to the next when it goes', () => {
    const book = createStoryBook([]);
    book.apply({ removed: [], added: [early] });
    book.apply({ removed: [], added: [bridge] });
    const changed = at('a', 9, { lemmas: [1, 2, 3, 4], confidence: 1000 });
    expect(book.apply({ removed: ['a'], added: [changed] }).touched.map(it => it.story)).toEqual(['a']);
    expect(book.apply({ removed: ['a'], added: [] }).touched.map(it => [it.story, it.after === null])).toEqual([
      ['a', true],
      ['c', false],
    ]);
  });
});

/** The definition once more, in as few words as possible: relation, components, value, and sums by key and day. */
function reference(members: readonly Member[]): Map<string, number> {
  const same = (x: Member, y: Member): boolean => {
    const days = Math.abs(Date.parse(x.day) - Date.parse(y.day)) / 86_400_000;
    const union = new Set([...x.lemmas, ...y.lemmas]).size;
    const common = x.lemmas.filter(it => y.lemmas.includes(it)).length;
    return (
      x.reportId !== y.reportId && x.key === y.key && days <= 1 && ((union > 0 && common / union >= 0.5) || copy(x, y))
    );
  };
  const copy = (x: Member, y: Member): boolean =>
    x.minhash.length > 0 && y.minhash.length > 0 && x.minhash.filter((it, k) => it === y.minhash[k]).length / 64 >= 0.8;
  const components = <T>(all: readonly T[], joined: (a: T, b: T) => boolean): T[][] => {
    const left = new Set(all);
    return all.flatMap(start => {
      if (!left.delete(start)) return [];
      const found = [start];
      for (const it of found) for (const next of left) if (joined(it, next) && left.delete(next)) found.push(next);
      return [found];
    });
  };
  const sums = new Map<string, number>();
  for (const story of components(members, same)) {
    const reports = [...new Map(story.map(it => [it.reportId, it])).values()];
    const n = Math.min(new Set(story.map(it => it.outletFamily)).size, components(reports, copy).length);
    const p = Math.max(...story.map(it => it.confidence));
    const day = story
      .filter(it => it.confidence === p)
      .map(it => it.day)
      .sort()[0];
    const most = Math.min(3, 1 + Math.log2(n)) * Math.max(...story.map(it => -it.strength));
    const at = `${story[0]?.key} ${day}`;
    sums.set(at, (sums.get(at) ?? 0) - Math.round(most));
  }
  return sums;
}

/** What the ledger would add up to: everything that a change took away from a day or brought to it. */
function addUp(effects: readonly Effect[]): Map<string, number> {
  const sums = new Map<string, number>();
  const add = ({ key, day }: StoryValue, amount: number) =>
    sums.set(`${key} ${day}`, (sums.get(`${key} ${day}`) ?? 0) + amount);
  for (const { before, after } of effects.flatMap(effect => effect.touched)) {
    if (before) add(before, -before.amount);
    if (after) add(after, after.amount);
  }
  return new Map([...sums].filter(([, amount]) => amount !== 0));
}

const telling = fc.record({
  report: fc.nat({ max: 5 }),
  key: fc.constantFrom('ASSAULT USA IRQ ', 'ACCUSE IRQ USA '),
  day: fc.constantFrom('2024-01-23', '2024-01-24', '2024-01-25', '2024-01-26', '2024-01-27'),
  family: fc.nat({ max: 3 }),
  confidence: fc.constantFrom(600, 750, 900),
  lemmas: fc.constantFrom(...LEMMAS),
});

test('stories are worth the same whatever the order of arrival, with corrections and withdrawals in between', () => {
  fc.assert(
    fc.property(
      fc.array(telling, { minLength: 1, maxLength: 12 }).chain(tellings =>
        fc.record({
          tellings: fc.constant(tellings),
          order: fc.shuffledSubarray(
            tellings.map((_, i) => i),
            { minLength: tellings.length },
          ),
          again: fc.array(fc.nat({ max: tellings.length - 1 }), { maxLength: 6 }),
          gone: fc.subarray(tellings.map((_, i) => i)),
        }),
      ),
      ({ tellings, order, again, gone }) => {
        let position = 0;
        const membersAt = (i: number): Member => {
          const it = tellings[i];
          if (!it) throw new Error('no such telling');
          const { report, key, day, family, confidence, lemmas } = it;
          const minhash = SIGNATURES[report % SIGNATURES.length] ?? [];
          const rest = { key, day, confidence, lemmas, minhash, at: `${day}T00:00:00.000Z` };
          position += 1;
          return member(`m${i}`, {
            ...rest,
            reportId: `r${report}`,
            outletFamily: `f${family}`,
            strength: -confidence * 9.5,
            since: { position, seq: 0 },
          });
        };
        const changes: Change[] = [
          ...order.map(i => ({ removed: [], added: [membersAt(i)] })),
          ...again.map((i, n) => ({
            removed: [`m${i}`],
            added: [{ ...membersAt(i), ...(n % 2 === 0 ? { day: '2024-01-24' } : { key: 'ACCUSE IRQ USA ' }) }],
          })),
          ...again.map(i => ({ removed: [`m${i}`], added: [membersAt(i)] })),
          { removed: gone.map(i => `m${i}`), added: [] },
        ];
        const book = createStoryBook([]);
        const left = tellings.flatMap((_, i) => (gone.includes(i) ? [] : [membersAt(i)]));
        const effects = changes.map(change => book.apply(change));
        const sums = addUp(effects);
        const expected = new Map([...reference(left)].filter(([, amount]) => amount !== 0));
        expect(sums).toEqual(expected);
        // What was put down can be taken up again: a book of the members as they stand goes on as the first one would.
        const placed = new Map<string, Placed>();
        for (const effect of effects) {
          for (const it of effect.left) placed.delete(it.member.id);
          for (const it of effect.joined) placed.set(it.member.id, it);
        }
        const last = { removed: [...placed.keys()], added: [] };
        expect(createStoryBook(placed.values()).apply(last)).toEqual(book.apply(last));
      },
    ),
    { numRuns: 500 },
  );
});
