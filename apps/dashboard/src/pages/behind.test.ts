import { tensionOf } from '@tensiometer/core/domain/tension.ts';
import type { ContributionRow, ContributionsAnswer } from '@tensiometer/core/wire/api.ts';
import { expect, test } from 'vitest';
import { leadingFamily, withoutRow } from './behind.ts';
import { fixtureQueries } from './fixture.ts';

const answer = async (own: Partial<ContributionsAnswer>): Promise<ContributionsAnswer> => ({
  ...(await fixtureQueries().contributions({ subject: 'IRQ-USA', indicator: 'tension', at: '2024-01-25' })),
  ...own,
});
const row = async (conflict: number, cooperation: number, outlets: string[]): Promise<ContributionRow> => {
  const [first] = (await answer({})).rows;
  const event = first?.events[0];
  if (!first || !event) throw new Error('the fixture has a row');
  const events = outlets.map((family, i) => ({ ...event, family, id: `${event.id.slice(0, -1)}${i}` }));
  return { ...first, conflict, cooperation, decay: 0.5, events };
};

test('the tension without an act is that of what is left of both masses', async () => {
  const strike = await row(8, 0, ['A']);
  const talks = await row(0, 4, ['A']);
  const all = await answer({ conflictMass: 10, cooperationMass: 2, rows: [strike, talks] });
  expect(withoutRow(all, strike)).toBeCloseTo(tensionOf(6 - 0.3 * 2), 9);
  expect(withoutRow(all, talks)).toBeCloseTo(tensionOf(10), 9);
});
test('a mass without an act is less its share, an index has no parts to take away', async () => {
  const strike = { ...(await row(8, 0, ['A'])), share: 8 };
  expect(withoutRow(await answer({ indicator: 'conflict', value: 11 }), strike)).toBe(3);
  expect(withoutRow(await answer({ indicator: 'escalation', value: 2 }), strike)).toBeNull();
});
test('an outlet family leads that alone tells of more than half of the conflict', async () => {
  const rows = [await row(8, 0, ['A', 'A']), await row(4, 0, ['A', 'B']), await row(2, 0, ['B'])];
  expect(leadingFamily(await answer({ conflictMass: 7, rows }))).toEqual({ family: 'A', part: 4 / 7 });
  expect(leadingFamily(await answer({ conflictMass: 8, rows }))).toBeNull();
  expect(leadingFamily(await answer({ conflictMass: 0, rows: [] }))).toBeNull();
});
