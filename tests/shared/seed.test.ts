import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVENT_TYPES, modesOf, quadOf, scoreOf } from '../../packages/core/src/domain/ontology.ts';
import type { ContributionsAnswer, EventsAnswer, SeriesAnswer } from '../../packages/core/src/wire/api.ts';
import { testDatabase } from '../setup/database.ts';
import { type System, startSystem } from '../setup/system.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SHARED = fileURLToPath(new URL('../../../shared', import.meta.url));
const SEED = `${SHARED}/seed/report.txt`;

/** The four acts of the seed article: parties, day and a stretch of text that each trigger must overlap. */
const EXPECTED = [
  { type: 'AGREE', actors: ['USA'], recipients: ['IRQ'], date: '2024-01-25', within: [[17, 102]] },
  { type: 'ACCUSE', actors: ['IRQ'], recipients: ['USA'], date: '2024-01-24', within: [[1694, 1800]] },
  { type: 'ASSAULT', actors: ['USA'], recipients: ['IRQ'], date: '2024-01-24', within: [[1779, 1849]] },
  { type: 'CONSULT', actors: ['IRQ', 'USA'], recipients: ['IRQ', 'USA'], date: '2024-01-25', within: [[2046, 2089]] },
] as const;

let system: System;
let stop = async () => {};

beforeAll(async () => {
  if (!existsSync(SEED)) throw new Error(`${SEED} is missing; these tests need the folder beside the project`);
  const database = await testDatabase();
  system = await startSystem({ databaseUrl: database.url });
  stop = async () => {
    await system.stop();
    await database.drop();
  };
});
afterAll(() => stop());

test('npm run code finds exactly the four acts of the seed article', () => {
  const output = execFileSync('npm', ['run', '--silent', 'code', '--', SEED], { cwd: ROOT, encoding: 'utf8' });
  const { outcome, events } = JSON.parse(output);
  expect(outcome).toBe('coded');
  expect(events).toHaveLength(EXPECTED.length);
  for (const { type, actors, recipients, date, within } of EXPECTED) {
    const found = events.filter((event: { type: string }) => event.type === type);
    expect(found, type).toHaveLength(1);
    const [event] = found;
    expect(event.date, type).toBe(date);
    const sides = [...event.actors, ...event.recipients].map((party: { country: string }) => party.country);
    expect(sides, type).toEqual(
      type === 'CONSULT' ? expect.arrayContaining(['IRQ', 'USA']) : [...actors, ...recipients],
    );
    const trigger = event.evidence.find((part: { role: string }) => part.role === 'trigger');
    expect(
      within.some(([start, end]) => trigger.start < end && trigger.end > start),
      `${type} at ${trigger.start}`,
    ).toBe(true);
  }
});

test('pushed twice, the seed counts once and reads about 30 on 24 January and 27 on the 25th, then a gap from 8 February', async () => {
  const seed = readFileSync(SEED, 'utf8');
  expect((await system.push(seed)).status).toBe(202);
  expect((await system.push(seed)).status).toBe(200);
  await system.settled();
  const { points } = await system.get<SeriesAnswer>('/api/v1/series?subject=IRQ-USA&from=2024-01-20&to=2024-02-12');
  const at = (day: string) => points.find(point => point.at === day);
  expect(at('2024-01-23')).toMatchObject({ value: null, coverage: 'none' });
  expect(at('2024-01-24')?.value).toBeGreaterThan(28);
  expect(at('2024-01-24')?.value).toBeLessThan(33);
  expect(at('2024-01-25')?.value).toBeGreaterThan(25);
  expect(at('2024-01-25')?.value).toBeLessThan(30);
  expect(at('2024-01-25')).toMatchObject({ coverage: 'low', reports: 1 });
  expect(at('2024-02-07')?.coverage).toBe('low');
  expect(at('2024-02-08')).toMatchObject({ value: null, coverage: 'none' });
  const { events } = await system.get<EventsAnswer>('/api/v1/events?subject=IRQ-USA');
  expect(events).toHaveLength(4);
  const behind = await system.get<ContributionsAnswer>(
    '/api/v1/contributions?subject=IRQ-USA&indicator=tension&at=2024-01-25',
  );
  expect(behind.rows.reduce((sum, row) => sum + (row.share ?? 0), 0)).toBeCloseTo(behind.value ?? Number.NaN, 4);
});

test('types, quad classes and scores are those of the ontology beside the project', () => {
  const { plover } = JSON.parse(readFileSync(`${SHARED}/ontology.json`, 'utf8'));
  expect([...EVENT_TYPES].sort()).toEqual(Object.keys(plover).sort());
  for (const type of EVENT_TYPES) {
    expect({ type, quad: quadOf(type), score: scoreOf(type, null) }).toEqual({
      type,
      quad: plover[type].quad,
      score: plover[type].score,
    });
    for (const mode of modesOf(type))
      expect({ mode, score: scoreOf(type, mode) }).toEqual({
        mode,
        score: plover[type].modes[mode] ?? plover[type].score,
      });
  }
});
