import { sql } from 'drizzle-orm';
import type { Position } from '../domain/ids.ts';
import { type Anchor, type Audit, auditLog } from '../log/audit.ts';
import type { Database, Executor } from '../log/database.ts';
import { readNext } from '../log/follow.ts';
import { project } from './project.ts';
import type { Progress } from './rebuild.ts';
import { onViews } from './snapshot.ts';
import { dropSchema, TABLES, type TableName, tableNames } from './versions.ts';

export type TableDigest = { table: TableName; rows: number; live: string; rebuilt: string; equal: boolean };
export type Verification = {
  version: number;
  position: Position;
  tables: TableDigest[];
  log: Audit;
  equal: boolean;
};

type Digest = { rows: number; digest: string };

const BATCH = 1_000;

/**
 * Folds the log again beside the live views, up to where these stood when it began, and compares both byte for byte;
 * looks at the log itself as well. Everything goes on meanwhile, and nothing is changed.
 */
export async function verify(
  db: Database,
  onProgress: Progress = () => {},
  anchor: Anchor | null = null,
): Promise<Verification> {
  const live = await onViews(db, undefined, async (tx, { position, version }) => ({
    position,
    version,
    digests: await digestAll(tx),
    log: await auditLog(tx, anchor),
  }));
  const rebuilt = await foldAside(db, live.position, onProgress);
  const tables = tableNames.map((table): TableDigest => {
    const [a, b] = [live.digests.get(table), rebuilt.get(table)];
    return {
      table,
      rows: a?.rows ?? 0,
      live: a?.digest ?? '',
      rebuilt: b?.digest ?? '',
      equal: a?.digest === b?.digest,
    };
  });
  return {
    version: live.version,
    position: live.position,
    tables,
    log: live.log,
    equal: live.log.findings.length === 0 && tables.every(table => table.equal),
  };
}

/** Folds the log into tables that are dropped in the end, and answers their digests. */
async function foldAside(db: Database, upTo: Position, onProgress: Progress): Promise<Map<TableName, Digest>> {
  const schema = await createAside(db);
  try {
    for (let at = 0; at < upTo; ) {
      const events = await readNext(db, at, Math.min(BATCH, upTo - at));
      const last = events.at(-1);
      if (!last) throw new Error(`the log ends at position ${at}, before ${upTo} that the views have reached`);
      await db.transaction(async tx => {
        await tx.execute(sql`select set_config('search_path', ${`${schema}, public`}, true)`);
        await project(tx, events);
      });
      at = last.position;
      await onProgress(at, upTo, false);
    }
    return await db.transaction(async tx => {
      await tx.execute(sql`select set_config('search_path', ${`${schema}, public`}, true)`);
      return digestAll(tx);
    });
  } finally {
    await dropSchema(db, schema);
  }
}

/** Tables of a verification of its own; what verifications that were killed have left is taken away. */
async function createAside(db: Database): Promise<string> {
  return db.transaction(async tx => {
    const { rows } = await tx.execute<{ schema: string }>(
      sql`select nspname as schema from pg_namespace where nspname ~ '^verification_[0-9]+$'
          and not exists (select 1 from pg_stat_activity where pid = substring(nspname from '[0-9]+')::int and datname = current_database())`,
    );
    for (const { schema } of rows) await dropSchema(tx, schema);
    const made = await tx.execute<{ schema: string }>(sql`select 'verification_' || pg_backend_pid() as schema`);
    const schema = made.rows[0]?.schema ?? '';
    await dropSchema(tx, schema);
    await tx.execute(sql`select create_views(${schema})`);
    return schema;
  });
}

/** Digests of the tables that the search path leads to: of their rows as text, in the order of their keys. */
async function digestAll(tx: Executor): Promise<Map<TableName, Digest>> {
  const digests = new Map<TableName, Digest>();
  for (const table of tableNames) {
    const { rows } = await tx.execute<Digest>(
      sql.raw(`select count(*)::int as rows, encode(sha256(coalesce(string_agg(sha256(convert_to(t::text, 'UTF8')), ''::bytea order by ${TABLES[table]}), '')), 'hex') as digest
        from ${table} t`),
    );
    const [row] = rows;
    if (row) digests.set(table, row);
  }
  return digests;
}
