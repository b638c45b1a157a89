import { sql } from 'drizzle-orm';
import type { Position } from '../domain/ids.ts';
import type { Database, Transaction } from '../log/database.ts';
import { readAll } from '../log/read.ts';
import { project, VIEWS } from './project.ts';

/** The tables that are a fold of the log, with the order in which their rows are compared. */
const TABLES = {
  contributions: 'position, seq',
  subject_days: 'subject, day',
  report_days: 'report_id',
  coded_events: 'position, seq',
  thresholds: 'threshold_id',
  alerts: 'alert_id',
} as const;

export type TableDigest = { table: string; rows: number; live: string; rebuilt: string; equal: boolean };
export type Verification = { position: Position; tables: TableDigest[]; gapless: boolean; equal: boolean };
export type Progress = (position: Position, of: Position) => void;

const SCHEMA = 'rebuild';

/**
 * Folds the log again beside the live views, up to the position that these have reached, and compares both byte for
 * byte. Changes nothing: all happens in a transaction that is rolled back.
 */
export async function verify(db: Database, onProgress: Progress = () => {}): Promise<Verification> {
  let verification: Verification | null = null;
  const undo = new Error('verified');
  try {
    await db.transaction(async tx => {
      const position = await lockViews(tx);
      await tx.execute(sql.raw(`drop schema if exists ${SCHEMA} cascade`));
      await tx.execute(sql.raw(`create schema ${SCHEMA}`));
      for (const table of tables())
        await tx.execute(sql.raw(`create table ${SCHEMA}.${table} (like public.${table} including all)`));
      // Unqualified names find the new tables first, and the log where it is.
      await tx.execute(sql.raw(`set local search_path = ${SCHEMA}, public`));
      await fold(tx, position, onProgress);
      const compared: TableDigest[] = [];
      for (const table of tables()) compared.push(await compare(tx, table));
      const gapless = await isGapless(tx);
      verification = { position, tables: compared, gapless, equal: gapless && compared.every(table => table.equal) };
      throw undo;
    });
  } catch (error) {
    if (error !== undo) throw error;
  }
  if (verification === null) throw new Error('the verification did not come to an end');
  return verification;
}

/** Empties the views and folds the log again, in one transaction: readers see the old views until it is done. */
export async function rebuild(db: Database, onProgress: Progress = () => {}): Promise<Position> {
  return db.transaction(async tx => {
    await lockViews(tx);
    for (const table of tables()) await tx.execute(sql.raw(`delete from ${table}`));
    const { rows } = await tx.execute<{ position: string; event_id: string }>(
      sql`select position, event_id from events order by position desc limit 1`,
    );
    const head = Number(rows[0]?.position ?? 0);
    await fold(tx, head, onProgress);
    await tx.execute(
      sql`update checkpoints set position = ${head}, last_event_id = ${rows[0]?.event_id ?? null} where name = ${VIEWS}`,
    );
    return head;
  });
}

function tables(): (keyof typeof TABLES)[] {
  return ['contributions', 'subject_days', 'report_days', 'coded_events', 'thresholds', 'alerts'];
}

/** Holds the projector off until the transaction ends; answers where it stands. */
async function lockViews(tx: Transaction): Promise<Position> {
  await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
  await tx.execute(sql`insert into checkpoints (name, position) values (${VIEWS}, 0) on conflict do nothing`);
  const { rows } = await tx.execute<{ position: string }>(
    sql`select position from checkpoints where name = ${VIEWS} for update`,
  );
  return Number(rows[0]?.position ?? 0);
}

async function fold(tx: Transaction, upTo: Position, onProgress: Progress): Promise<void> {
  for (let at = 0; at < upTo; ) {
    const events = await readAll(tx, at, Math.min(1_000, upTo - at));
    const last = events.at(-1);
    if (!last) throw new Error(`the log ends at position ${at}, before ${upTo} that the views have reached`);
    await project(tx, events);
    at = last.position;
    onProgress(at, upTo);
  }
}

async function compare(tx: Transaction, table: keyof typeof TABLES): Promise<TableDigest> {
  const digest = async (schema: string) => {
    const { rows } = await tx.execute<{ rows: number; digest: string }>(
      sql.raw(`select count(*)::int as rows, encode(sha256(convert_to(coalesce(string_agg(t::text, E'\\n' order by ${TABLES[table]}), ''), 'UTF8')), 'hex') as digest
        from ${schema}.${table} t`),
    );
    return rows[0] ?? { rows: 0, digest: '' };
  };
  const live = await digest('public');
  const rebuilt = await digest(SCHEMA);
  return { table, rows: live.rows, live: live.digest, rebuilt: rebuilt.digest, equal: live.digest === rebuilt.digest };
}

async function isGapless(tx: Transaction): Promise<boolean> {
  const { rows } = await tx.execute<{ gapless: boolean }>(
    sql`select count(*) = coalesce(max(position), 0) as gapless from public.events`,
  );
  return rows[0]?.gapless ?? false;
}
