import { afterAll, beforeAll, expect, test } from 'vitest';
import { compare, runNotifySeeds } from '../faults/notify-runs.ts';
import { openTestLog, type TestLog } from './support/log.ts';

let log: TestLog;
beforeAll(async () => {
  log = await openTestLog();
});
afterAll(() => log.drop());

test('whoever dies wherever: every step of an alert arrives, in order, under one id that every copy has', async () => {
  const { all, line } = await runNotifySeeds(log.db, 1, 10);
  process.stderr.write(`${line}\n`);
  expect(all.flatMap(run => run.faults.map(fault => `seed ${run.seed}: ${fault}`))).toEqual([]);
  expect(all.reduce((sum, run) => sum + run.crashes, 0)).toBeGreaterThan(30);
  expect(all.reduce((sum, run) => sum + run.copies, 0)).toBeGreaterThan(0);
});

test('the comparison sees what it is there for', () => {
  const seen = (id: string, ...told: string[]) => ({
    headers: { 'webhook-id': id },
    body: JSON.stringify({ alerts: told.map(notificationId => ({ notificationId })) }),
  });
  expect(compare(['a', 'b'], [seen('a', 'a'), seen('a', 'a'), seen('b', 'b')], true)).toEqual({
    messages: 2,
    copies: 1,
    faults: [],
  });
  for (const deliveries of [
    [seen('a', 'a')],
    [seen('a', 'a', 'b', 'c')],
    [seen('a', 'b', 'a')],
    [seen('a', 'a'), seen('b', 'a', 'b')],
    [seen('a', 'a'), seen('a', 'a', 'b'), seen('b', 'b')],
    [seen('x', 'a'), seen('b', 'b')],
  ])
    expect(compare(['a', 'b'], deliveries, true).faults).not.toEqual([]);
});
