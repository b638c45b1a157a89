import type { Database, Executor } from '@tensiometer/core/log/database.ts';
import { openDoorbell, VIEWS_CHANNEL } from '@tensiometer/core/log/doorbell.ts';
import { createRunner } from '@tensiometer/core/log/runner.ts';
import type { Logger } from '@tensiometer/core/runtime/logging.ts';
import { alertsBetween } from '@tensiometer/core/views/ask-alerts.ts';
import { movedBetween } from '@tensiometer/core/views/ask-moved.ts';
import { onViews } from '@tensiometer/core/views/snapshot.ts';
import { createClient, type LiveClient } from './client.ts';
import { frame } from './frame.ts';

export type LiveHub = {
  /**
   * Streams what moves, from `after` on (from now, when null). A client of another `view`, or of a position that lies too
   * far back or beyond the views, is told to start over. Null when there are as many clients as can be served.
   */
  open(
    after: number | null,
    view: string | null,
    stillAllowed: () => Promise<boolean>,
  ): ReadableStream<Uint8Array> | null;
  /** Resolves once the views have reached a position, or after two seconds. */
  reached(position: number): Promise<void>;
  close(): Promise<void>;
};

export type LiveHubOptions = { db: Database; databaseUrl: string; logger: Logger; maxClients?: number };

const HEARTBEAT_MS = 15_000;
/** Positions that a client can have missed and still be told of one by one; asking for everything anew is cheaper then. */
const MAX_MISSED = 10_000;

/** One tailer of the views for all clients of this process; what a client missed is read from PostgreSQL, not memory. */
export async function createLiveHub({ db, databaseUrl, logger, maxClients = 2_000 }: LiveHubOptions): Promise<LiveHub> {
  /** Who hears what moves, with the position that each was told of. */
  const clients = new Map<LiveClient, number>();
  /** Who is told what it missed first. */
  const joining = new Set<LiveClient>();
  const waiters = new Set<() => void>();
  const first = await onViews(db, undefined, async (_, { position, version }) => ({ position, version }));
  let { position, version } = first;
  let closing: Promise<void> | null = null;

  const framesBetween = async (tx: Executor, from: number, to: number): Promise<string[]> => {
    const moved = await movedBetween(tx, from, to);
    const alerts = await alertsBetween(tx, from, to);
    return [frame('moved', { position: to, ...moved }, to), ...alerts.map(alert => frame('alert', alert, to))];
  };
  const runner = createRunner(
    'live',
    async () => {
      const from = position;
      const now = await onViews(db, undefined, async (tx, at) => ({
        ...at,
        frames:
          at.version === version && at.position > from && clients.size > 0
            ? await framesBetween(tx, from, at.position)
            : null,
      }));
      const moved = now.position !== from || now.version !== version;
      // Other tables: positions of before say nothing about what is on the clients' screens.
      const frames = now.version === version ? now.frames : [startOver(now.version, now.position)];
      ({ position, version } = now);
      for (const [client, at] of clients) {
        if (frames === null || at !== from) {
          // It came in while this was being read: it is told on its own.
          if (at !== position) enter(client, at, version);
          continue;
        }
        for (const text of frames) client.send(text);
        clients.set(client, position);
      }
      for (const check of waiters) check();
      return moved;
    },
    logger,
    () => {},
  );
  const bell = await openDoorbell(databaseUrl, VIEWS_CHANNEL, runner.wake, { logger });
  const heartbeat = setInterval(() => {
    for (const client of clients.keys()) client.beat();
  }, HEARTBEAT_MS);

  /** Sends a client what it missed, up to where the others are, and only then lets it hear what they hear. */
  const join = async (client: LiveClient, after: number, theirs: number): Promise<void> => {
    for (let reached = after; joining.has(client); ) {
      if (version !== theirs) client.send(startOver(version, position));
      if (version !== theirs || reached === position) {
        joining.delete(client);
        clients.set(client, position);
        return;
      }
      if (reached > position) {
        // Another dashboard was quicker than this one, or the log is not what it was.
        const there = await onViews(db, undefined, async (_, at) => at.position);
        if (there < reached) {
          client.send(frame('reset', {}, position));
          reached = position;
        } else await reachedBy(reached);
        continue;
      }
      const to = position;
      const frames = await onViews(db, undefined, tx => framesBetween(tx, reached, to));
      for (const text of frames) client.send(text);
      reached = to;
    }
  };
  const enter = (client: LiveClient, after: number, theirs: number): void => {
    clients.delete(client);
    joining.add(client);
    join(client, after, theirs).catch(() => client.end());
  };
  /** Resolves once this process has heard of a position, or after two seconds. */
  const reachedBy = (wanted: number): Promise<void> =>
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
    });

  return {
    open: (after, theirs, stillAllowed) => {
      if (clients.size + joining.size >= maxClients) return null;
      const { client, stream } = createClient(stillAllowed, gone => {
        clients.delete(gone);
        joining.delete(gone);
      });
      const anew =
        (theirs !== null && theirs !== viewName(version)) || (after !== null && position - after > MAX_MISSED);
      const from = after === null || anew ? position : after;
      // The id is what the client has, not what it will be told next: cut off in between, it must come back for that.
      client.send(`retry: 2000\n${frame('hello', { view: viewName(version), position }, from)}`);
      if (anew) client.send(frame('reset', {}, position));
      enter(client, from, version);
      return stream;
    },
    reached: reachedBy,
    close: () => {
      closing ??= (async () => {
        clearInterval(heartbeat);
        for (const client of [...clients.keys(), ...joining]) client.end();
        await bell.close();
        await runner.stop();
      })();
      return closing;
    },
  };
}

/** Names what positions refer to; a client that saw another one starts over. */
function viewName(version: number): string {
  return `views-${version}`;
}

function startOver(version: number, position: number): string {
  return `${frame('hello', { view: viewName(version), position }, position)}${frame('reset', {}, position)}`;
}
