import type { Database, Executor } from '@tensiometer/core/log/database.ts';
import { openDoorbell, VIEWS_CHANNEL } from '@tensiometer/core/log/doorbell.ts';
import { createRunner } from '@tensiometer/core/log/runner.ts';
import type { Logger } from '@tensiometer/core/runtime/logging.ts';
import { alertsBetween } from '@tensiometer/core/views/ask-alerts.ts';
import { movedBetween } from '@tensiometer/core/views/ask-moved.ts';
import { onViews } from '@tensiometer/core/views/snapshot.ts';
import { createClient, encoded, type LiveClient } from './client.ts';
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
  /** Clients that are connected at the moment. */
  clients(): number;
  close(): Promise<void>;
};

export type LiveHubOptions = {
  db: Database;
  databaseUrl: string;
  logger: Logger;
  maxClients?: number;
  /** Bytes that may wait for a client before it is dropped. @default 262_144 */
  maxQueued?: number;
  /** Called for each client that was dropped because it did not read. */
  onDropped?: () => void;
  /** Milliseconds since 1970. */
  now?: () => number;
};

const HEARTBEAT_MS = 15_000;
/** Somebody who was signed out hears nothing more after this time. */
const CHECK_MS = 4_000;
const STILL_HERE = encoded(': still here\n\n');
/** Positions that a client can have missed and still be told of one by one; asking for everything anew is cheaper then. */
const MAX_MISSED = 10_000;

/** One tailer of the views for all clients of this process; what a client missed is read from PostgreSQL, not memory. */
export async function createLiveHub({
  db,
  databaseUrl,
  logger,
  maxClients = 5_000,
  maxQueued = 262_144,
  onDropped = () => {},
  now = Date.now,
}: LiveHubOptions): Promise<LiveHub> {
  /** Who hears what moves, with the position that each was told of. */
  const clients = new Map<LiveClient, number>();
  /** Who is told what it missed first. */
  const joining = new Set<LiveClient>();
  const waiters = new Set<() => void>();
  const first = await onViews(db, undefined, async (_, { position, version }) => ({ position, version }));
  let { position, version } = first;
  let closing: Promise<void> | null = null;

  const framesBetween = async (tx: Executor, from: number, to: number): Promise<Uint8Array[]> => {
    const moved = await movedBetween(tx, from, to);
    const alerts = await alertsBetween(tx, from, to, now());
    return [frame('moved', { position: to, ...moved }, to), ...alerts.map(alert => frame('alert', alert, to))].map(
      encoded,
    );
  };
  /** What was missed between two positions. Clients that lost their connection together ask for the same, once. */
  const missed = new Map<string, Promise<Uint8Array[]>>();
  const missedBetween = (from: number, to: number): Promise<Uint8Array[]> => {
    const key = `${version} ${from} ${to}`;
    const known = missed.get(key);
    if (known !== undefined) return known;
    const asked = onViews(db, undefined, tx => framesBetween(tx, from, to));
    missed.set(key, asked);
    asked.catch(() => missed.delete(key));
    return asked;
  };
  let asking: Promise<number> | null = null;
  /** Where the views are by the database; those who ask at the same time ask once. */
  const viewsAt = (): Promise<number> => {
    asking ??= onViews(db, undefined, async (_, at) => at.position).finally(() => {
      asking = null;
    });
    return asking;
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
      const frames = now.version === version ? now.frames : [encoded(startOver(now.version, now.position))];
      ({ position, version } = now);
      if (moved) missed.clear();
      for (const [client, at] of clients) {
        if (frames === null || at !== from) {
          // It came in while this was being read: it is told on its own.
          if (at !== position) enter(client, at, version);
          continue;
        }
        for (const each of frames) client.send(each);
        // Dropped by what was just sent, it is not to be told again.
        if (clients.has(client)) clients.set(client, position);
      }
      for (const check of waiters) check();
      return moved;
    },
    logger,
    () => {},
  );
  const bell = await openDoorbell(databaseUrl, VIEWS_CHANNEL, runner.wake, { logger });
  const heartbeat = setInterval(() => {
    for (const client of clients.keys()) client.send(STILL_HERE);
  }, HEARTBEAT_MS);
  const checks = setInterval(() => {
    for (const client of clients.keys()) client.check();
  }, CHECK_MS);

  /** Sends a client what it missed, up to where the others are, and only then lets it hear what they hear. */
  const join = async (client: LiveClient, after: number, theirs: number): Promise<void> => {
    for (let reached = after; joining.has(client); ) {
      if (version !== theirs) client.send(encoded(startOver(version, position)));
      if (version !== theirs || reached === position) {
        joining.delete(client);
        clients.set(client, position);
        return;
      }
      if (reached > position) {
        // Another dashboard was quicker than this one, or the log is not what it was.
        const there = await viewsAt();
        if (there < reached) {
          client.send(encoded(frame('reset', {}, position)));
          reached = position;
        } else await reachedBy(reached);
        continue;
      }
      const to = position;
      for (const each of await missedBetween(reached, to)) client.send(each);
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
      const { client, stream } = createClient(
        stillAllowed,
        (gone, dropped) => {
          clients.delete(gone);
          joining.delete(gone);
          if (dropped) onDropped();
        },
        maxQueued,
      );
      const anew =
        (theirs !== null && theirs !== viewName(version)) || (after !== null && position - after > MAX_MISSED);
      const from = after === null || anew ? position : after;
      // The id is what the client has, not what it will be told next: cut off in between, it must come back for that.
      client.send(encoded(`retry: ${retryMs()}\n${frame('hello', { view: viewName(version), position }, from)}`));
      if (anew) client.send(encoded(frame('reset', {}, position)));
      enter(client, from, version);
      return stream;
    },
    reached: reachedBy,
    clients: () => clients.size + joining.size,
    close: () => {
      closing ??= (async () => {
        clearInterval(heartbeat);
        clearInterval(checks);
        for (const client of [...clients.keys(), ...joining]) client.end();
        await bell.close();
        await runner.stop();
      })();
      return closing;
    },
  };
}

/** Browsers that lost us together do not come back together. */
function retryMs(): number {
  return 1_000 + Math.floor(2_000 * Math.random());
}

/** Names what positions refer to; a client that saw another one starts over. */
function viewName(version: number): string {
  return `views-${version}`;
}

function startOver(version: number, position: number): string {
  return `${frame('hello', { view: viewName(version), position }, position)}${frame('reset', {}, position)}`;
}
