import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { createWatch, type Watch } from '../../../apps/worker/src/watch.ts';
import type { AlertEvent } from '../../../packages/core/src/domain/alert-event.ts';
import type { Recorded } from '../../../packages/core/src/domain/log-event.ts';
import type { Threshold } from '../../../packages/core/src/domain/threshold.ts';
import { append } from '../../../packages/core/src/log/append.ts';
import type { Database } from '../../../packages/core/src/log/database.ts';
import { randomId } from '../../../packages/core/src/log/ids.ts';
import { readAll } from '../../../packages/core/src/log/read.ts';

/** An evaluator with a connection and a clock of the test's own. */
export type TestWatch = {
  /** The clock, in milliseconds since 1970. */
  at: number;
  look: Watch;
  close(): Promise<void>;
};

export async function openWatch(url: string, at: number, tickMs = 1_000): Promise<TestWatch> {
  const client = new pg.Client({ connectionString: url, options: '-c TimeZone=UTC' });
  client.on('error', () => {});
  await client.connect();
  const watch: TestWatch = { at, look: async () => false, close: () => client.end() };
  watch.look = await createWatch(drizzle({ client }), { now: () => watch.at, tickMs });
  return watch;
}

export async function setLine(db: Database, line: Threshold): Promise<void> {
  const streamId = `threshold-${line.thresholdId}`;
  await append(db, [{ type: 'ThresholdSet', data: line, eventId: randomId(), streamId, meta: { userId: 'operator' } }]);
}

const STEPS = new Set(['AlertRaised', 'AlertEscalated', 'AlertRepeated', 'AlertCleared', 'LateInformationNoted']);

/** The steps of alerts in the log, in order. */
export async function stepsIn(db: Database): Promise<Recorded<AlertEvent>[]> {
  const events = await readAll(db, 0, 10_000);
  return events.filter((event): event is Recorded<AlertEvent> => STEPS.has(event.type));
}

/** The same in a few words. */
export async function stepWords(db: Database): Promise<string[]> {
  return (await stepsIn(db)).map(event => {
    const { data } = event;
    const subject = 'subject' in data && data.subject !== null ? ` ${data.subject}` : '';
    const why = 'reason' in data ? ` ${data.reason}` : 'severity' in data ? ` ${data.severity}` : '';
    const held = 'heldBack' in data && data.heldBack !== null ? ` [${data.heldBack}]` : '';
    return `${event.type}${subject}${why}${held}`;
  });
}
