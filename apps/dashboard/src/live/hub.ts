import type { Database } from '@tensiometer/core/log/database.ts';
import { openDoorbell, VIEWS_CHANNEL } from '@tensiometer/core/log/doorbell.ts';
import { createRunner } from '@tensiometer/core/log/follow.ts';
import type { Logger } from '@tensiometer/core/runtime/logging.ts';
import { alertsBetween } from '@tensiometer/core/views/ask-alerts.ts';
import { movedBetween } from '@tensiometer/core/views/ask-moved.ts';
import { projectedPosition } from '@tensiometer/core/views/projector.ts';
import { createClient, type LiveClient } from './client.ts';
import { frame } from './frame.ts';

export type LiveHub = {
  /** Streams what moves, from `after` on (from now, when null). A client of another `view` is told to start over. */
  open(after: number | null, view: string | null, stillAllowed: () => Promise<boolean>): ReadableStream<Uint8Array>;
  /** Resolves once the views have reached a position, or after two seconds. */
  reached(position: number): Promise<void>;
  close(): Promise<void>;
};

const HEARTBEAT_MS = 15_000;
const MAX_CLIENTS = 2_000;
/** Names what positions refer to; a client that saw another one starts over. */
const view = 'views-1';

/** One tailer of the views for all clients of this process; what a client missed is read from PostgreSQL, not memory. */
export async function createLiveHub({
  db,
  databaseUrl,
  logger,
}: {
  db: Database;
  databaseUrl: string;
  logger: Logger;
}): Promise<LiveHub> {
  const clients = new Set<LiveClient>();
  const waiters = new Set<() => void>();
  let position = await projectedPosition(db);
  let closing: Promise<void> | null = null;

  const framesBetween = async (from: number, to: number): Promise<string[]> => {
    const moved = await movedBetween(db, from, to);
    const alerts = await alertsBetween(db, from, to);
    return [frame('moved', { position: to, ...moved }, to), ...alerts.map(alert => frame('alert', alert, to))];
  };
  const runner = createRunner(
    'live',
    async () => {
      const to = await projectedPosition(db);
      if (to <= position) {
        position = to;
        return false;
      }
      const frames = clients.size > 0 ? await framesBetween(position, to) : [];
      position = to;
      for (const client of clients) for (const text of frames) client.send(text, to);
      for (const check of waiters) check();
      return true;
    },
    logger,
    () => {},
  );
  const bell = await openDoorbell(databaseUrl, VIEWS_CHANNEL, runner.wake, { logger });
  const heartbeat = setInterval(() => {
    for (const client of clients) client.beat();
  }, HEARTBEAT_MS);

  return {
    open: (after, theirs, stillAllowed) => {
      const { client, stream } = createClient(stillAllowed, gone => clients.delete(gone));
      if (clients.size >= MAX_CLIENTS) {
        client.end();
        return stream;
      }
      const at = position;
      const startsOver = (theirs !== null && theirs !== view) || (after !== null && after > at);
      client.send(`retry: 2000\n${frame('hello', { view, position: at }, at)}`, at);
      if (startsOver) client.send(frame('reset', {}, at), at);
      clients.add(client);
      if (after !== null && after < at && !startsOver) {
        framesBetween(after, at).then(
          frames => {
            for (const text of frames) client.send(text, at);
          },
          () => client.end(),
        );
      }
      return stream;
    },
    reached: wanted =>
      new Promise(resolve => {
        const done = () => {
          clearTimeout(timer);
          waiters.delete(check);
          resolve();
        };
        const check = () => {
          if (position >= wanted) done();
        };
        const timer = setTimeout(done, 2_000);
        waiters.add(check);
        check();
      }),
    close: () => {
      closing ??= (async () => {
        clearInterval(heartbeat);
        for (const client of clients) client.end();
        await bell.close();
        await runner.stop();
      })();
      return closing;
    },
  };
}
