import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AlertEvent } from '../../packages/core/src/domain/alert-event.ts';
import { episodesOf, type PastEpisode, replay } from '../../packages/core/src/domain/backtest.ts';
import { createCoder } from '../../packages/core/src/domain/coder/coder.ts';
import type { Recorded } from '../../packages/core/src/domain/log-event.ts';
import type { Threshold } from '../../packages/core/src/domain/threshold.ts';
import { takeOver } from '../../packages/core/src/log/follow.ts';
import { ensureLocalSource } from '../../packages/core/src/log/sources.ts';
import { createBacktests } from '../../packages/core/src/views/ask-backtest.ts';
import { VIEWS } from '../../packages/core/src/views/project.ts';
import { projectBatch } from '../../packages/core/src/views/projector.ts';
import { readDemo } from '../demo/coded-demo.ts';
import { lineOf } from './support/alert-events.ts';
import { openTestLog, receiveReport, recordCoding, type TestLog } from './support/log.ts';
import { openWatch, setLine, stepsIn } from './support/watch.ts';

const HOUR = 3_600_000;
/** How often the clock is looked at here, in both. */
const TICK = 6 * HOUR;
/** Rules of every kind on the busiest pair of the winter, and on one that is rarely told of. */
const RULES: Threshold[] = [
  lineOf({ thresholdId: 'level', warn: 40, critical: 55 }),
  lineOf({ thresholdId: 'held', warn: 35, forHours: 12, repeatHours: 6 }),
  lineOf({ thresholdId: 'below', comparison: 'below', warn: 20 }),
  lineOf({ thresholdId: 'band', comparison: 'outside', warn: 60, band: { warn: 10, critical: null } }),
  lineOf({
    thresholdId: 'rise',
    comparison: 'change',
    change: { days: 3, unit: 'points', direction: 'up' },
    warn: 15,
    recover: 4,
  }),
  lineOf({ thresholdId: 'record', comparison: 'record', warn: 14, recover: 4 }),
  lineOf({ thresholdId: 'conflict', indicator: 'conflict', warn: 8 }),
  lineOf({ thresholdId: 'thin', warn: 30, minReports: 5, minOutlets: 2, noData: 'alert' }),
];

let log: TestLog;
let from: number;
let to: number;

/** The winter as if it had been recorded while it happened: only the owner of the tables can say so. */
async function recordWinter(): Promise<void> {
  const coder = await createCoder();
  const source = await ensureLocalSource(log.db);
  for (const rule of RULES) await setLine(log.db, rule);
  const reports = readDemo();
  from = Math.floor(Date.parse(reports[0]?.publishedAt ?? '') / (24 * HOUR) - 1) * 24 * HOUR;
  const times: number[] = [];
  const { rows } = await log.db.$client.query<{ n: number }>('select count(*)::int as n from events');
  for (let n = 0; n < (rows[0]?.n ?? 0); n += 1) times.push(from);
  for (const { id, title, text, publishedAt, language, outlet } of reports) {
    const reportId = await receiveReport(log.db, source, { id, title, text, publishedAt, language, outlet });
    const coding = coder.code({ id, text: `${title}\n\n${text}`, titleLength: title.length, publishedAt, language });
    await recordCoding(log.db, reportId, coding);
    const at = Math.max(times.at(-1) ?? 0, Date.parse(publishedAt));
    times.push(at + 60_000, at + 61_000);
  }
  to = (times.at(-1) ?? 0) + 20 * 24 * HOUR;
  await log.db.execute(sql`alter table events disable trigger user`);
  await log.db.execute(
    sql`update events set recorded_at = to_timestamp(t.at / 1000.0) from unnest(${sql.param(times)}::float8[]) with ordinality as t(at, position) where events.position = t.position`,
  );
  await log.db.execute(sql`alter table events enable trigger user`);
}

/** Runs the evaluator through the winter: after each event of the log, and at every sixth hour between two. */
async function liveThrough(): Promise<void> {
  const { rows } = await log.db.$client.query<{ at: number }>(
    'select floor(extract(epoch from recorded_at) * 1000)::float8 as at from events order by position',
  );
  const watch = await openWatch(log.url, from, TICK);
  let held = await takeOver(log.db, VIEWS);
  try {
    for (const { at } of rows) {
      await tickUntil(watch, at);
      watch.at = at;
      held = await projectBatch(log.db, held, 1);
      await watch.look();
    }
    await tickUntil(watch, to);
  } finally {
    await watch.close();
  }
}

async function tickUntil(watch: { at: number; look(): Promise<boolean> }, until: number): Promise<void> {
  for (let tick = Math.floor(watch.at / TICK) * TICK + TICK; tick < until; tick += TICK) {
    watch.at = tick;
    await watch.look();
  }
}

beforeAll(async () => {
  log = await openTestLog();
  await recordWinter();
  await liveThrough();
}, 240_000);
afterAll(() => log.drop());

const EVENT = {
  raise: 'AlertRaised',
  escalate: 'AlertEscalated',
  repeat: 'AlertRepeated',
  clear: 'AlertCleared',
} as const;

describe('a backtest as recorded takes the steps that the evaluator took, at the same instants', () => {
  test.each(RULES.map(rule => [rule.thresholdId, rule] as const))('%s', async (_, rule) => {
    const lived = (await stepsIn(log.db)).filter(
      (step): step is Exclude<Recorded<AlertEvent>, { type: 'LateInformationNoted' }> =>
        step.data.thresholdId === rule.thresholdId && step.type !== 'LateInformationNoted',
    );
    const backtests = createBacktests(log.db, () => to);
    const { tried } = await backtests.trial(rule, 200, 'recorded', null);
    // nobody looked before the rules were set
    const moments = (tried[0]?.moments ?? []).filter(({ at }) => at >= from);
    const steps = replay(rule, moments, { to }, TICK);
    expect(steps.map(({ at, act, reading }) => [EVENT[act.do], new Date(at).toISOString(), reading.value])).toEqual(
      lived.map(step => [
        step.type,
        new Date(step.occurredAt).toISOString(),
        'value' in step.data ? step.data.value : null,
      ]),
    );
    if (rule.thresholdId === 'level' || rule.thresholdId === 'held') expect(lived.length).toBeGreaterThan(2);
  });
});

test('the whole winter leads to alerts, and none of them is older than its reading', async () => {
  const steps = await stepsIn(log.db);
  expect(new Set(steps.map(step => step.data.thresholdId)).size).toBeGreaterThan(4);
  for (const step of steps) if ('day' in step.data) expect(step.occurredAt.slice(0, 10)).toBe(step.data.day);
});

test('as published, the same winter loaded in one go tells of the same episodes, within the minute that recording took', async () => {
  const [level] = RULES;
  if (level === undefined) throw new Error('there is a rule');
  const backtests = createBacktests(log.db, () => to);
  const run = async (clock: 'recorded' | 'published'): Promise<PastEpisode[]> => {
    const { tried, range } = await backtests.trial(level, 200, clock, null);
    const moments = tried[0]?.moments ?? [];
    return episodesOf(level, replay(level, moments, range), moments);
  };
  const [recorded, published] = [await run('recorded'), await run('published')];
  expect(published.map(it => it.severity)).toEqual(recorded.map(it => it.severity));
  published.forEach((it, i) => {
    expect(Math.abs(it.raisedAt - (recorded[i]?.raisedAt ?? 0))).toBeLessThan(5 * 60_000);
  });
});
