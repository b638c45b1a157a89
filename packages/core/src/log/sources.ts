import { and, eq, inArray } from 'drizzle-orm';
import type { SourceId } from '../domain/ids.ts';
import { append } from './append.ts';
import type { Database } from './database.ts';
import { deriveId, randomId } from './ids.ts';
import { keys, sources } from './schema.ts';

export type Source = { sourceId: SourceId; name: string; declaresOutlets: boolean; demo: boolean };

const LOCAL: Source = { sourceId: deriveId('source', 'local'), name: 'local', declaresOutlets: true, demo: false };

/** The source of the first key: made at the first start, the same one ever after. */
export async function ensureLocalSource(db: Database): Promise<Source> {
  return register(db, LOCAL);
}

/** A new source for one loading of the demo; one that was withdrawn is never used again. */
export async function registerDemoSource(db: Database): Promise<Source> {
  return register(db, { sourceId: randomId(), name: 'demo', declaresOutlets: true, demo: true });
}

async function register(db: Database, source: Source): Promise<Source> {
  await db.transaction(async tx => {
    const { sourceId, name, declaresOutlets, demo } = source;
    await append(tx, [
      {
        type: 'SourceRegistered',
        eventId: deriveId('source-registered', sourceId),
        streamId: `source-${sourceId}`,
        data: { sourceId, name, declaresOutlets, demo },
      },
    ]);
    await tx.insert(sources).values(source).onConflictDoNothing();
  });
  return source;
}

/** The demo sources that stand in the views. */
export async function demoSources(db: Database): Promise<SourceId[]> {
  const rows = await db
    .select({ sourceId: sources.sourceId })
    .from(sources)
    .where(and(eq(sources.demo, true), eq(sources.withdrawn, false)));
  return rows.map(row => row.sourceId);
}

/** Takes everything a source ever sent out of the numbers, and its keys out of use. Doing it twice changes nothing. */
export async function withdrawSources(db: Database, ids: readonly SourceId[], userId: string): Promise<void> {
  if (ids.length === 0) return;
  await db.transaction(async tx => {
    await append(
      tx,
      ids.map(sourceId => ({
        type: 'SourceWithdrawn' as const,
        eventId: deriveId('source-withdrawn', sourceId),
        streamId: `source-${sourceId}`,
        data: { sourceId },
        meta: { userId },
      })),
    );
    await tx
      .update(sources)
      .set({ withdrawn: true })
      .where(inArray(sources.sourceId, [...ids]));
    await tx.delete(keys).where(inArray(keys.sourceId, [...ids]));
  });
}
