import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runDrizzle } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { refusePooled } from './direct.ts';
import { ensureAppRole } from './role.ts';

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
const LOCK = 7265002;

/**
 * Brings the tables, functions and rights of a database up to date; safe to call from several processes at once and
 * again. BullMQ's own tables are the queue backend's. Throws `PooledConnection` before anything is done.
 */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'tensiometer-migrate' });
  // What breaks off fails the statement that is under way; unheard it would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    await refusePooled(client);
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query("set client_min_messages = 'warning'");
    await runDrizzle(drizzle({ client }), { migrationsFolder: MIGRATIONS });
    await ensureAppRole(client);
  } finally {
    await client.end();
  }
}
