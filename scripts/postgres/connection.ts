import { createServer } from 'node:net';
import pg from 'pg';

const CONNECT_WITHIN_MS = 5_000;

/** Address of a database on this machine's server. */
export function urlOf(port: number, password: string, database: string): string {
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** True when a server answers there, lets us in and serves this data folder. */
export async function answers(url: string, data: string): Promise<boolean> {
  try {
    const { rows } = await query(url, 'show data_directory');
    return rows[0]?.data_directory === data;
  } catch {
    return false;
  }
}

/** Creates a database unless it is there. */
export async function ensureDatabase(url: string, name: string): Promise<void> {
  const { rowCount } = await query(url, 'select 1 from pg_database where datname = $1', [name]);
  if (rowCount === 0) await query(url, `create database ${pg.escapeIdentifier(name)}`);
}

/** True when nobody listens on this loopback port. */
export async function isFree(port: number): Promise<boolean> {
  return (await listenBriefly(port)) !== null;
}

/** A loopback port that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const port = await listenBriefly(0);
  if (port === null) throw new Error('the system has no free port on 127.0.0.1');
  return port;
}

async function query(url: string, text: string, values: unknown[] = []): Promise<pg.QueryResult> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    query_timeout: 30_000,
    application_name: 'tensiometer-start',
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return await client.query(text, values);
  } finally {
    await client.end().catch(() => {});
  }
}

function listenBriefly(port: number): Promise<number | null> {
  return new Promise(resolve => {
    const server = createServer();
    server.on('error', () => resolve(null));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : null;
      server.close(() => resolve(taken));
    });
  });
}
