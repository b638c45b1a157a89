import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';
import { withDatabase } from './database-url.ts';

const OBJECT_IN_USE = '55006';
const TRIES = 20;

/** A migrated, empty database of a test's own. */
export type TestDatabase = { url: string; drop: () => Promise<void> };

/** Copies the template into a new database; call it once per test file and `drop` it in `afterAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('serverUrl');
  const template = inject('templateName');
  const name = template.replace('template', randomBytes(6).toString('hex'));
  for (let tries = 1; ; tries++) {
    try {
      await run(server, `create database ${name} template ${template}`);
      break;
    } catch (error) {
      // Another file copies the template at this moment, or the server's own cleaning looks at it.
      const inUse = error instanceof pg.DatabaseError && error.code === OBJECT_IN_USE;
      if (!inUse || tries === TRIES) throw error;
      await delay(50 + Math.random() * 100);
    }
  }
  return { url: withDatabase(server, name), drop: () => run(server, `drop database if exists ${name} with (force)`) };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
