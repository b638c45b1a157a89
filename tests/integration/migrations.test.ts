import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { migrate } from '../../packages/core/src/log/migrate.ts';
import * as logSchema from '../../packages/core/src/log/schema.ts';
import * as viewsSchema from '../../packages/core/src/views/schema.ts';
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
  const tables = Object.values({ ...logSchema, ...viewsSchema }).filter(value => is(value, PgTable));
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
