import type pg from 'pg';

/** A connection goes through something that shares it between clients: locks and LISTEN on it mean nothing. */
export class PooledConnection extends Error {}

/**
 * Throws `PooledConnection` when a connection does not lead to one process of PostgreSQL alone. A pooler answers for the
 * server when it greets a client, so the process that was named is not the one that the statements run in.
 */
export async function refusePooled(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  if ('processID' in client && client.processID !== rows[0]?.pid)
    throw new PooledConnection(
      'DATABASE_URL leads through a connection pooler (such as PgBouncer), on which locks and notifications are lost. Give it the address of PostgreSQL itself.',
    );
}
