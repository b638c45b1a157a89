/** Writers of the tail run as a process of its own, so that they can be killed: prints the ids of what was committed, one a line. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { append, type NewEvent } from '../../packages/core/src/log/append.ts';
import { openDatabase } from '../../packages/core/src/log/database.ts';

const [url = '', writers = '8'] = process.argv.slice(2);
const db = openDatabase(url, { max: Number(writers), applicationName: 'tensiometer-tail-writer', as: 'app' });
const undone = new Error('undone on purpose');
const MAX_BATCH = 20;
const UNDONE_SHARE = 0.05;
const WAIT_MS = 3;

function removal(): NewEvent {
  const streamId = `line-${randomUUID()}`;
  return { type: 'ThresholdRemoved', eventId: randomUUID(), streamId, data: { thresholdId: streamId } };
}

async function write(): Promise<never> {
  for (;;) {
    const batch = Array.from({ length: 1 + Math.floor(Math.random() * MAX_BATCH) }, removal);
    try {
      await db.transaction(async tx => {
        await append(tx, batch);
        if (Math.random() < 0.5) await delay(Math.random() * WAIT_MS);
        if (Math.random() < UNDONE_SHARE) throw undone;
      });
      process.stdout.write(batch.map(event => `${event.eventId}\n`).join(''));
    } catch {
      // Undone, or its connection was ended under it: then nobody is told that it was committed.
    }
  }
}

await Promise.all(Array.from({ length: Number(writers) }, write));
