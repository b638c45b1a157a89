import { eq, inArray, sql } from 'drizzle-orm';
import type { SourceId } from '../domain/ids.ts';
import { createBatcher } from './batcher.ts';
import type { Executor } from './database.ts';
import { sha256 } from './ids.ts';
import { keys, sources } from './schema.ts';
import type { Source } from './sources.ts';

export type Scope = 'ingest' | 'read' | 'write' | 'admin';
export type KnownKey = {
  label: string;
  scopes: Scope[];
  source: Source | null;
  /** Not used within the last minute: worth noting. */
  idle: boolean;
};

/** Stores a key by its hash; a key that is stored already gains the scopes that it lacked, and the source. */
export async function storeKey(
  db: Executor,
  key: string,
  label: string,
  scopes: readonly Scope[],
  sourceId: SourceId | null,
): Promise<void> {
  await db
    .insert(keys)
    .values({ keyHash: sha256(key), label, scopes: [...scopes], sourceId })
    .onConflictDoUpdate({
      target: keys.keyHash,
      set: {
        scopes: sql`array(select distinct unnest(${keys.scopes} || excluded.scopes) order by 1)`,
        sourceId: sql`coalesce(${keys.sourceId}, excluded.source_id)`,
      },
    });
}

/** Finds who a presented key belongs to; null when it is not known (any more). */
export type KeyFinder = (key: string) => Promise<KnownKey | null>;

/** Looks keys up in the database; those that are asked for at the same time share a query. */
export function createKeyFinder(db: Executor): KeyFinder {
  return createBatcher((asked: string[]) => findKeys(db, asked)).add;
}

async function findKeys(db: Executor, asked: readonly string[]): Promise<(KnownKey | null)[]> {
  const hashes = asked.map(key => sha256(key));
  const rows = await db
    .select({
      keyHash: keys.keyHash,
      label: keys.label,
      scopes: keys.scopes,
      idle: sql<boolean>`${keys.lastUsedAt} is null or ${keys.lastUsedAt} < now() - interval '1 minute'`,
      sourceId: sources.sourceId,
      name: sources.name,
      declaresOutlets: sources.declaresOutlets,
      demo: sources.demo,
    })
    .from(keys)
    .leftJoin(sources, eq(sources.sourceId, keys.sourceId))
    .where(inArray(keys.keyHash, hashes));
  const known = new Map(
    rows.map(({ keyHash, label, scopes, idle, sourceId, name, declaresOutlets, demo }) => {
      const source =
        sourceId !== null && name !== null && declaresOutlets !== null && demo !== null
          ? { sourceId, name, declaresOutlets, demo }
          : null;
      return [keyHash.toString('hex'), { label, scopes: scopes.filter(isScope), source, idle }];
    }),
  );
  return hashes.map(hash => known.get(hash.toString('hex')) ?? null);
}

/** Notes that a key was used. */
export async function touchKey(db: Executor, key: string): Promise<void> {
  await db.execute(sql`update keys set last_used_at = now() where key_hash = ${sha256(key)}`);
}

function isScope(text: string): text is Scope {
  return text === 'ingest' || text === 'read' || text === 'write' || text === 'admin';
}
