import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../packages/core/src/log/migrate.ts';
import { localPostgres } from '../../scripts/local-postgres.ts';
import { stopServer } from '../../scripts/postgres/server.ts';
import { withDatabase } from './database-url.ts';

const FOLDER = 'tensiometer-test-';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the test server's database `postgres`. */
    serverUrl: string;
    /** Name of the migrated database that each test file gets a copy of. */
    templateName: string;
  }
}

/**
 * One PostgreSQL for all integration tests, with a migrated template: our own with fast settings, or the server of
 * TEST_DATABASE_URL, where everything that the run made is dropped at the end.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const templateName = `tensiometer_test_${process.pid}_template`;
  try {
    await onServer(server.url, async client => {
      await client.query(`drop database if exists ${templateName} with (force)`);
      await client.query(`create database ${templateName}`);
    });
    await migrate(withDatabase(server.url, templateName));
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('serverUrl', server.url);
  project.provide('templateName', templateName);
  return server.stop;
}

async function startServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: () => onServer(given, dropOurs) };

  await removeAbandoned();
  const folder = mkdtempSync(join(tmpdir(), `${FOLDER}${process.pid}-`));
  // Made for its owner only, while the server may run as another user.
  chmodSync(folder, 0o755);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const server = await localPostgres({
      dataFolder: join(folder, 'postgres'),
      fast: true,
      settings: { max_connections: '200' },
      say: () => {},
    });
    return { url: withDatabase(server.url, 'postgres'), stop: () => server.stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

async function dropOurs(client: pg.Client): Promise<void> {
  const { rows } = await client.query('select datname from pg_database where datname like $1', [
    `tensiometer\\_test\\_${process.pid}\\_%`,
  ]);
  for (const { datname } of rows)
    await client.query(`drop database if exists ${pg.escapeIdentifier(datname)} with (force)`);
}

/** Stops and removes what runs that were killed have left. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter(entry => entry.startsWith(FOLDER))) {
    if (isAlive(Number(name.slice(FOLDER.length).split('-')[0]))) continue;
    const folder = join(tmpdir(), name);
    await stopServer({ data: join(folder, 'postgres', 'data') });
    rmSync(folder, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function onServer(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
