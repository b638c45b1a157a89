import { sql } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { becomeApp } from './role.ts';

/** A pool of connections seen through Drizzle. */
export type Database = NodePgDatabase & { $client: pg.Pool };
/** One transaction; everything that writes takes it, so that effects and checkpoints commit together. */
export type Transaction = Parameters<Parameters<NodePgDatabase['transaction']>[0]>[0];
/** Whatever can run a statement. */
export type Executor = NodePgDatabase | Transaction;

export type PoolOptions = {
  max?: number;
  applicationName?: string;
  /** Who the connections work as: the owner of the tables, or the role of the apps, which cannot change the log. */
  as?: 'owner' | 'app';
};

/**
 * Limits of a connection of an app, in milliseconds: a client that stalls in a transaction would keep the append lock
 * from everybody else, and one that waits longer than this for a lock is better off with an answer.
 */
const APP_LIMITS = {
  idle_in_transaction_session_timeout: 5_000,
  lock_timeout: 10_000,
  statement_timeout: 30_000,
  // The client's own, for a server or a network that says nothing any more.
  query_timeout: 35_000,
};

/**
 * Opens a pool to a PostgreSQL database. Connections are made on first use, within 5 s, and speak UTC; a commit waits for
 * the disk, whatever the server's default. A lost idle connection is dropped silently because the next use opens another.
 */
export function openDatabase(
  url: string,
  { max = 10, applicationName = 'tensiometer', as = 'owner' }: PoolOptions = {},
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    options: '-c TimeZone=UTC -c synchronous_commit=on',
    ...(as === 'app'
      ? {
          ...APP_LIMITS,
          verify: (client: pg.ClientBase, done: (error?: Error) => void) => {
            becomeApp(client).then(() => done(), done);
          },
        }
      : { idle_in_transaction_session_timeout: 30_000 }),
  });
  pool.on('error', () => {});
  // The pool listens to idle connections only: one that breaks in the middle of a transaction would end the process.
  pool.on('connect', client => client.on('error', () => {}));
  return Object.assign(drizzle({ client: pool }), { transaction: transactionsOn(pool) });
}

/**
 * Transactions whose connection always goes back to the pool, and for good when the database broke off: Drizzle's own
 * keep it when not even `begin` goes through, so that an outage would use the pool up.
 */
function transactionsOn(pool: pg.Pool): NodePgDatabase['transaction'] {
  return async (work, config) => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      return await drizzle({ client }).transaction(work, config);
    } catch (error) {
      if (isTransient(error) && error instanceof Error) broken = error;
      throw error;
    } finally {
      client.release(broken);
    }
  };
}

/** Runs a statement written with $1, $2 … (each once, in order) in a transaction: for code that knows no Drizzle. */
export async function executeText(
  tx: Executor,
  { text, values }: { text: string; values: readonly unknown[] },
): Promise<void> {
  const parts = text.split(/\$\d+/);
  await tx.execute(
    sql.join(parts.flatMap((part, i) => (i < values.length ? [sql.raw(part), sql.param(values[i])] : [sql.raw(part)]))),
  );
}

/** SQLSTATE of an error from the database, through Drizzle's wrapping; null for any other error. */
export function pgCode(error: unknown): string | null {
  for (let it: unknown = error; it instanceof Error; it = it.cause) {
    if ('code' in it && typeof it.code === 'string' && /^[0-9A-Z]{5}$/.test(it.code)) return it.code;
  }
  return null;
}

/**
 * SQLSTATEs after which the same call may go through: connection, resources, operator or time limit, rollback by a
 * conflict, a lock that was not to be had in time, a transaction that was ended for standing still.
 */
const TRANSIENT = /^(08|53|57|40|55P03|25P03)/;

/** True when the database could not be reached, broke off or undid a conflict, so that the same call may go through later. */
export function isTransient(error: unknown): boolean {
  const code = pgCode(error);
  if (code !== null) return TRANSIENT.test(code);
  for (let it: unknown = error; it instanceof Error; it = it.cause) {
    if ('code' in it && typeof it.code === 'string' && /^E[A-Z]+$/.test(it.code)) return true;
    if (/terminated|timeout|Connection ended|not queryable/i.test(it.message)) return true;
  }
  return false;
}
