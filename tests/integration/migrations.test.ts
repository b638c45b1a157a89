import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { is } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runDrizzle } from 'drizzle-orm/node-postgres/migrator';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { auditLog } from '../../packages/core/src/log/audit.ts';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { migrate } from '../../packages/core/src/log/migrate.ts';
import * as readerSchema from '../../packages/core/src/log/reader-schema.ts';
import * as recodeSchema from '../../packages/core/src/log/recode-schema.ts';
import * as logSchema from '../../packages/core/src/log/schema.ts';
import { prepareDatabase } from '../../packages/core/src/runtime/main.ts';
import { ensureViews } from '../../packages/core/src/views/rebuild.ts';
import * as viewsSchema from '../../packages/core/src/views/schema.ts';
import { verify } from '../../packages/core/src/views/verify.ts';
import { withDatabase } from '../setup/database-url.ts';

const server = inject('serverUrl');
const name = `${inject('templateName')}_migrations_${process.pid}`;
const url = withDatabase(server, name);

async function ask<T extends pg.QueryResultRow>(address: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  await ask(server, `create database ${name}`);
});
afterAll(async () => {
  await ask(server, `drop database if exists ${name} with (force)`);
});

const applied = () => ask<{ hash: string }>(url, 'select hash from drizzle.__drizzle_migrations order by id');

test('four processes that migrate an empty database at once apply each step once, and again is nothing', async () => {
  await Promise.all([migrate(url), migrate(url), migrate(url), migrate(url)]);
  const steps = await applied();
  expect(steps.length).toBeGreaterThanOrEqual(2);
  expect(new Set(steps.map(step => step.hash)).size).toBe(steps.length);
  await migrate(url);
  expect(await applied()).toEqual(steps);
});

describe('the tables of the database are those of the schema in the code', () => {
  const tables = Object.values({ ...logSchema, ...readerSchema, ...recodeSchema, ...viewsSchema }).filter(value =>
    is(value, PgTable),
  );
  const declared = tables.map(table => getTableConfig(table));

  test('by name', async () => {
    const rows = await ask<{ name: string }>(
      url,
      `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    );
    expect(rows.map(row => row.name)).toEqual(declared.map(table => table.name).sort());
    expect(rows.length).toBeGreaterThan(10);
  });

  test('by column, type and whether it may be empty', async () => {
    const rows = await ask<{ line: string }>(
      url,
      `select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end as line
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`,
    );
    const inCode = declared.flatMap(table =>
      table.columns.map(column => {
        const notNull = column.notNull || column.primary || table.primaryKeys.some(key => key.columns.includes(column));
        return `${table.name}.${column.name} ${column.getSQLType()}${notNull ? ' not null' : ''}`;
      }),
    );
    expect(rows.map(row => row.line.replace(/timestamp\((\d)\)/, 'timestamp')).sort()).toEqual(inCode.sort());
  });

  test('by index', async () => {
    const rows = await ask<{ name: string }>(
      url,
      `select indexname as name from pg_indexes where schemaname = 'public' and indexname not like '%\\_pkey' and indexname not like '%\\_pk' order by 1`,
    );
    const inCode = declared.flatMap(table => [
      ...table.indexes.map(index => index.config.name),
      ...table.uniqueConstraints.map(constraint => constraint.name),
      ...table.columns.filter(column => column.isUnique).map(column => column.uniqueName),
    ]);
    expect(rows.map(row => row.name)).toEqual(inCode.sort());
  });
});

const MIGRATIONS = fileURLToPath(new URL('../../packages/core/src/log/migrations', import.meta.url));
const golden = (file: string) => readFileSync(fileURLToPath(new URL(`fixtures/${file}`, import.meta.url)), 'utf8');

/** Everything that migrations make, a line each: tables with columns, indexes, constraints, triggers, functions, views. */
async function schemaOf(address: string): Promise<string> {
  const rows = await ask<{ line: string }>(
    address,
    `select 'column ' || n.nspname || '.' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end as line
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
       where n.nspname in ('public', 'public_as_of') and c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped
     union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
     union all select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid where not t.tgisinternal and c.relnamespace = 'public'::regnamespace
     union all select 'function ' || p.proname || ' ' || pg_get_function_arguments(p.oid) || ' ' || md5(p.prosrc) || ' ' || p.prosecdef || ' ' || coalesce(p.proconfig::text, '')
       from pg_proc p where p.pronamespace = 'public'::regnamespace`,
  );
  return `${rows
    .map(row => row.line)
    .sort()
    .join('\n')}\n`;
}

test('the migrations make what stands in the golden schema', async () => {
  expect(await schemaOf(url)).toBe(golden('schema.golden.txt'));
});

test('a migration that was applied somewhere is never changed', () => {
  const hashes = readdirSync(MIGRATIONS)
    .filter(file => file.endsWith('.sql'))
    .sort()
    .map(
      file =>
        `${createHash('sha256')
          .update(readFileSync(join(MIGRATIONS, file)))
          .digest('hex')}  ${file}\n`,
    );
  expect(hashes.join('')).toBe(golden('migrations.golden.txt'));
});

test("the queue's own tables are of the version that this program was tried with", async () => {
  await prepareDatabase({ databaseUrl: url, redisUrl: null });
  expect(await ask(url, 'select max(version)::int as version from bullmq.migration')).toEqual([{ version: 11 }]);
});

test('a database of 0.1.0 before there were seals is brought up to date with what it holds', async () => {
  const old = `${name}_old`;
  const address = withDatabase(server, old);
  const folder = mkdtempSync(join(tmpdir(), 'tensiometer-migrations-'));
  await ask(server, `create database ${old}`);
  const client = new pg.Client({ connectionString: address });
  try {
    cpSync(MIGRATIONS, folder, { recursive: true });
    const journalFile = join(folder, 'meta', '_journal.json');
    const journal = JSON.parse(readFileSync(journalFile, 'utf8'));
    writeFileSync(journalFile, JSON.stringify({ ...journal, entries: journal.entries.slice(0, 2) }));
    await client.connect();
    await runDrizzle(drizzle({ client }), { migrationsFolder: folder });
    const source = '22222222-2222-5222-8222-222222222222';
    const removed = (n: number) => ({
      eventId: `77777777-7777-5777-8777-77777777777${n}`,
      streamId: 'threshold-x',
      type: 'ThresholdRemoved',
      schemaVersion: 1,
      data: { thresholdId: 'x' },
      meta: {},
    });
    const withdrawn = {
      ...removed(4),
      streamId: `source-${source}`,
      type: 'SourceWithdrawn',
      data: { sourceId: source },
    };
    await client.query('select append_events($1)', [JSON.stringify([removed(1), removed(2), removed(3), withdrawn])]);
    await client.query(
      `insert into checkpoints (name, position, last_event_id) select 'views', position, event_id from events where position = 3`,
    );
    await migrate(address);
    expect(await schemaOf(address)).toBe(golden('schema.golden.txt'));
    const db = openDatabase(address, { max: 2 });
    try {
      expect((await auditLog(db, null)).findings).toEqual([]);
      await ensureViews(db);
      expect(await verify(db)).toMatchObject({ equal: true, version: 2, position: 4 });
    } finally {
      await db.$client.end();
    }
  } finally {
    await client.end();
    await ask(server, `drop database if exists ${old} with (force)`);
    rmSync(folder, { recursive: true, force: true });
  }
});
