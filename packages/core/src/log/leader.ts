import { setTimeout as delay } from 'node:timers/promises';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { describe } from '../runtime/lifecycle.ts';
import type { Logger } from '../runtime/logging.ts';
import { isTransient } from './database.ts';
import { refusePooled } from './direct.ts';
import { Fenced } from './follow.ts';
import { becomeApp } from './role.ts';
import type { Runner } from './runner.ts';

export type LeaderOptions = {
  url: string;
  name: string;
  /** Key of the session lock: one process in all holds it at a time. */
  lock: number;
  /**
   * Called with the connection that holds the lock, once it is held. Answers what is done over and over while it is; that
   * answers whether there is more to do at once. Everything must be written through this very connection, so that
   * losing the lock and losing the way to write are one thing.
   */
  lead: (db: NodePgDatabase) => Promise<() => Promise<boolean>>;
  logger: Logger;
  /** Called for what waiting does not mend. */
  onFatal: (error: unknown) => void;
  /** The server ends the connection of a leader that is silent for so long: one that is frozen, or cut off. @default 3_000 */
  leaseMs?: number;
  /** How long a leader with nothing to do waits to be woken; well under the lease. @default 500 */
  pollMs?: number;
  /** How often a standby asks for the lock. @default 250 */
  standbyMs?: number;
};

/**
 * Takes part in the election of the one process that does something, and does it while elected. A leader that dies is
 * followed within `standbyMs`, one that freezes within the lease; when it wakes up, its connection is gone.
 */
export function createLeader(options: LeaderOptions): Runner {
  const { name, logger, onFatal, pollMs = 500, standbyMs = 250 } = options;
  let stopped = false;
  let woken = false;
  let wakeUp = new AbortController();

  const pause = async (ms: number): Promise<void> => {
    if (!woken && !stopped) await delay(ms, undefined, { signal: wakeUp.signal }).catch(() => {});
    woken = false;
    wakeUp = new AbortController();
  };
  const term = async (): Promise<void> => {
    const client = await connect(options);
    try {
      while (!stopped && !(await tryLock(client, options.lock))) await pause(standbyMs);
      if (stopped) return;
      const step = await options.lead(drizzle({ client }));
      while (!stopped) if (!(await step())) await pause(pollMs);
    } finally {
      await client.end().catch(() => {});
    }
  };
  const run = async (): Promise<void> => {
    while (!stopped) {
      try {
        await term();
      } catch (error) {
        if (stopped) return;
        if (!(error instanceof Fenced) && !isTransient(error)) {
          stopped = true;
          logger.error({ leader: name, error: describe(error) }, 'stopped: this must be looked at');
          onFatal(error);
          return;
        }
        logger.warn({ leader: name, error: describe(error) }, 'no longer leading; trying again');
        await pause(standbyMs);
      }
    }
  };
  const running = run();
  return {
    wake: () => {
      woken = true;
      wakeUp.abort();
    },
    stop: async () => {
      stopped = true;
      wakeUp.abort();
      await running;
    },
  };
}

async function connect({ url, name, leaseMs = 3_000 }: LeaderOptions): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: `tensiometer-${name}`,
    connectionTimeoutMillis: 5_000,
    // Longer than any batch takes: for a server or a network that says nothing any more.
    query_timeout: 30_000,
    keepAlive: true,
    // The plans of a table that was empty when they were made must not be kept for when it is large.
    options: `-c TimeZone=UTC -c synchronous_commit=on -c plan_cache_mode=force_custom_plan -c idle_session_timeout=${leaseMs} -c idle_in_transaction_session_timeout=${leaseMs} -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3`,
  });
  client.on('error', () => {});
  await client.connect();
  try {
    await refusePooled(client);
    await becomeApp(client);
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  return client;
}

async function tryLock(client: pg.Client, key: number): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [key]);
  return rows[0]?.held === true;
}
