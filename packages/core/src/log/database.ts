import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';

/** A pool of connections seen through Drizzle. */
export type Database = NodePgDatabase & { $client: pg.Pool };
/** One transaction; everything that writes takes it, so that effects and checkpoints commit together. */
export type Transaction = Parameters<Parameters<NodePgDatabase['transaction']>[0]>[0];
/** Whatever can run a statement. */
export type Executor = NodePgDatabase | Transaction;

export type PoolOptions = { max?: number; applicationName?: string };

/**
 * Opens a pool to a PostgreSQL database. Connections are made on first use, within 5 s, and speak UTC; a lost idle
 * connection is dropped silently because the next use opens another.
 */
export function openDatabase(url: string, { max = 10, applicationName = 'tensiometer' }: PoolOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    options: '-c TimeZone=UTC',
  });
  pool.on('error', () => {});
  return drizzle({ client: pool });
}

/** SQLSTATE of an error from the database, through Drizzle's wrapping; null for any other error. */
export function pgCode(error: unknown): string | null {
  for (let it: unknown = error; it instanceof Error; it = it.cause) {
    if ('code' in it && typeof it.code === 'string' && /^[0-9A-Z]{5}$/.test(it.code)) return it.code;
  }
  return null;
}

/** SQLSTATE classes after which the same call may go through: connection, resources, operator, rollback by a conflict. */
const TRANSIENT = /^(08|53|57P|40)/;

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
