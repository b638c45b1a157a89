import { expect, test } from 'vitest';
import { testDatabase } from '../setup/database.ts';
import { runTail } from './tail.ts';

const SECONDS = 8;

test('readers that follow by position alone miss nothing of sixteen writers that undo, stall and are killed (M2)', async () => {
  const database = await testDatabase();
  const result = await runTail(database.url, SECONDS);
  process.stderr.write(`${JSON.stringify(result)}\n`);
  expect(result).toMatchObject({ lost: 0, disorder: 0, findings: 0 });
  expect(result.committed).toBeGreaterThan(100);
  expect(result.events).toBeGreaterThanOrEqual(result.committed);
  expect(result.endedConnections).toBeGreaterThan(5);
  expect(result.killedProcesses).toBeGreaterThan(0);
  await database.drop();
}, 120_000);
