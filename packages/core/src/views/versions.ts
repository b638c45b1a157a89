import { sql } from 'drizzle-orm';
import type { Position } from '../domain/ids.ts';
import type { Executor, Transaction } from '../log/database.ts';
import { type Held, move, type Status } from '../log/follow.ts';
import { openSchema } from '../log/role.ts';
import { showToGrafana } from './grafana.ts';
import { VIEWS, VIEWS_CODE } from './project.ts';

/** The tables that are a fold of the log, with the order in which their rows are compared. */
export const TABLES = {
  contributions: 'position, seq',
  subject_days: 'subject collate "C", day',
  report_days: 'report_id',
  report_days_past: 'report_id, until_position',
  coded_events: 'position, seq',
  corrections: 'correction_id',
  report_prints: 'report_id',
  story_members: 'coded_event_id, from_position',
  thresholds: 'threshold_id collate "C"',
  thresholds_past: 'threshold_id collate "C", until_position',
  alerts: 'alert_id',
} as const;

export type TableName = keyof typeof TABLES;
/** Names of the tables, in the order they are shown. */
export const tableNames = Object.keys(TABLES).filter(isTable);

function isTable(name: string): name is TableName {
  return Object.hasOwn(TABLES, name);
}

export type Version = { version: number; schema: string; status: Status; code: string; position: Position };

/** All versions of the views that there are, oldest first. */
export async function listVersions(db: Executor): Promise<Version[]> {
  const { rows } = await db.execute<Omit<Version, 'position'> & { position: string }>(
    sql`select version, schema, status, code, position from projections where name = ${VIEWS} order by version`,
  );
  return rows.map(row => ({ ...row, position: Number(row.position) }));
}

/** Position that the live views have reached. */
export async function projectedPosition(db: Executor): Promise<Position> {
  return (await listVersions(db)).find(it => it.status === 'live')?.position ?? 0;
}

/** Makes empty tables for a version beside the live one. */
export async function createVersion(tx: Transaction, version: number, status: Status): Promise<void> {
  const schema = `views_${version}`;
  await tx.execute(sql`select create_views(${schema})`);
  await openSchema(tx, schema);
  await openSchema(tx, `${schema}_as_of`);
  await tx.execute(
    sql`insert into projections (name, version, schema, status, code, position, epoch) values (${VIEWS}, ${version}, ${schema}, ${status}, ${VIEWS_CODE}, 0, 0)`,
  );
}

/** Takes a version away with its tables. The first one's are the pattern of all others, and stay empty. */
export async function dropVersion(tx: Transaction, { version, schema }: Version): Promise<void> {
  await tx.execute(sql`delete from projections where name = ${VIEWS} and version = ${version}`);
  if (schema === 'public') await tx.execute(sql.raw(`truncate ${tableNames.map(name => `public.${name}`).join(', ')}`));
  else await dropSchema(tx, schema);
}

/** Drops a schema of views and the one of its past. */
export async function dropSchema(db: Executor, schema: string): Promise<void> {
  await db.execute(sql`drop schema if exists ${sql.identifier(`${schema}_as_of`)} cascade`);
  await db.execute(sql`drop schema if exists ${sql.identifier(schema)} cascade`);
}

/**
 * Makes a version the live one, in the caller's transaction; the one that was live stands by. Whoever moves either is
 * fenced, and readers see the other tables from their next question on.
 */
export async function makeLive(tx: Transaction, held: Held): Promise<void> {
  await tx.execute(
    sql`update projections set status = 'standby', epoch = epoch + 1 where name = ${VIEWS} and status = 'live'`,
  );
  if (held.lastEventId !== null) await move(tx, held, { position: held.position, eventId: held.lastEventId });
  await tx.execute(
    sql`update projections set status = 'live', epoch = epoch + 1 where name = ${VIEWS} and version = ${held.version}`,
  );
  await showToGrafana(tx, held.schema);
}
