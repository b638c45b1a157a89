import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Day } from '../domain/day.ts';
import type { Position } from '../domain/ids.ts';
import type { IndicatorName } from '../domain/indicator.ts';
import type { Subject } from '../domain/subject.ts';
import type { Executor } from './database.ts';
import { newKey, randomId, sha256 } from './ids.ts';
import { shares } from './reader-schema.ts';

/** What a link shows: one series of one subject, of days that stand still or move with the data. */
export type Shared = {
  subject: Subject;
  indicator: IndicatorName;
  range: { from: Day; to: Day } | null;
  /** Pinned to what was known at a position; null shows what is known. */
  asOf: Position | null;
};
export type Share = Shared & { shareId: string; createdAt: string; expiresAt: string; revokedAt: string | null };

/** Makes a link that works for so many days. The token is told once; the database keeps its hash. */
export async function createShare(
  db: Executor,
  shared: Shared,
  days: number,
  userId: string,
): Promise<{ share: Share; token: string }> {
  const token = newKey();
  const [row] = await db
    .insert(shares)
    .values({
      shareId: randomId(),
      tokenHash: sha256(token),
      userId,
      subject: shared.subject,
      indicator: shared.indicator,
      fromDay: shared.range?.from ?? null,
      toDay: shared.range?.to ?? null,
      asOf: shared.asOf,
      expiresAt: sql`clock_timestamp() + make_interval(days => ${days})`,
    })
    .returning();
  if (!row) throw new Error('the share was not stored');
  return { share: toShare(row), token };
}

/** What a token shows; null when there is none of it, it has run out, or it was taken back. */
export async function findShare(db: Executor, token: string): Promise<Share | null> {
  const [row] = await db
    .select()
    .from(shares)
    .where(
      and(eq(shares.tokenHash, sha256(token)), isNull(shares.revokedAt), gt(shares.expiresAt, sql`clock_timestamp()`)),
    );
  return row ? toShare(row) : null;
}

/** The newest two hundred links, those that work no more among them. */
export async function listShares(db: Executor): Promise<Share[]> {
  const rows = await db.select().from(shares).orderBy(desc(shares.createdAt)).limit(200);
  return rows.map(toShare);
}

/** Takes a link back at once. False when there is none of that id, or it was taken back before. */
export async function revokeShare(db: Executor, shareId: string): Promise<boolean> {
  const rows = await db
    .update(shares)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(and(eq(shares.shareId, shareId), isNull(shares.revokedAt)))
    .returning({ shareId: shares.shareId });
  return rows.length > 0;
}

function toShare(row: typeof shares.$inferSelect): Share {
  return {
    shareId: row.shareId,
    subject: row.subject,
    // Only names that the API has read are ever stored.
    indicator: row.indicator as IndicatorName,
    range: row.fromDay !== null && row.toDay !== null ? { from: row.fromDay, to: row.toDay } : null,
    asOf: row.asOf,
    createdAt: new Date(row.createdAt).toISOString(),
    expiresAt: new Date(row.expiresAt).toISOString(),
    revokedAt: row.revokedAt === null ? null : new Date(row.revokedAt).toISOString(),
  };
}
