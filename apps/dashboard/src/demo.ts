import { readFile } from 'node:fs/promises';
import type { Position } from '@tensiometer/core/domain/ids.ts';
import type { Database } from '@tensiometer/core/log/database.ts';
import { newKey } from '@tensiometer/core/log/ids.ts';
import { storeKey } from '@tensiometer/core/log/keys.ts';
import { headOf } from '@tensiometer/core/log/read.ts';
import { demoSources, registerDemoSource, withdrawSources } from '@tensiometer/core/log/sources.ts';
import { describe } from '@tensiometer/core/runtime/lifecycle.ts';
import type { Logger } from '@tensiometer/core/runtime/logging.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';

const FILE = new URL('../../../demo/reports.ndjson', import.meta.url);
/** Small batches, so that the demo is seen to arrive. */
const BATCH = 10;
const TRIES = 5;

export type DemoCommands = {
  /** Begins to push the demo's reports through the webhook; they arrive over the next seconds. */
  load(): Promise<{ reports: number }>;
  /** Takes everything of the demo out of the numbers; answers the position at which it is gone. */
  remove(userId: string): Promise<Position>;
};

/** The demo, sent to the webhook like anybody's reports, under a source of its own that can be withdrawn. */
export function createDemo({
  db,
  ingestUrl,
  logger,
}: {
  db: Database;
  ingestUrl: string;
  logger: Logger;
}): DemoCommands & { push(): Promise<number> } {
  const push = async (): Promise<{ reports: number; done: Promise<void> }> => {
    if ((await demoSources(db)).length > 0)
      throw new ProblemRaised(problem('conflict', { detail: 'The demo is loaded already.', hint: 'Remove it first.' }));
    const lines = (await readFile(FILE, 'utf8')).split('\n').filter(line => line.trim() !== '');
    const source = await registerDemoSource(db);
    const key = newKey();
    await storeKey(db, key, 'demo', ['ingest'], source.sourceId);
    const done = (async () => {
      for (let at = 0; at < lines.length; at += BATCH)
        await send(ingestUrl, key, lines.slice(at, at + BATCH).join('\n'));
    })();
    return { reports: lines.length, done };
  };
  return {
    load: async () => {
      const { reports, done } = await push();
      done.catch(error => logger.error({ error: describe(error) }, 'the demo could not be pushed to its end'));
      return { reports };
    },
    push: async () => {
      const { reports, done } = await push();
      await done;
      return reports;
    },
    remove: async userId => {
      await withdrawSources(db, await demoSources(db), userId);
      return headOf(db);
    },
  };
}

async function send(ingestUrl: string, key: string, body: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(`${ingestUrl}/v1/reports`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
        body,
      });
      if (response.ok) return;
      // The key is gone once somebody removes the demo while it is still arriving.
      if (response.status === 401) return;
      throw new Error(`the webhook answered ${response.status}: ${await response.text()}`);
    } catch (error) {
      if (attempt === TRIES) throw error;
      await new Promise(resolve => setTimeout(resolve, 500 * attempt));
    }
  }
}
