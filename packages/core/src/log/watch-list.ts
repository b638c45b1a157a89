import { and, eq } from 'drizzle-orm';
import type { Subject } from '../domain/subject.ts';
import type { Executor } from './database.ts';
import { watchList } from './reader-schema.ts';

/** What a user watches is a setting of theirs, not something that happened in the world: it stands in no log. */

/** More than this would be no choice any more. */
export const MAX_WATCHED = 500;

/** The subjects that a user watches, in alphabetical order. */
export async function watchedBy(db: Executor, userId: string): Promise<Subject[]> {
  const rows = await db.select({ subject: watchList.subject }).from(watchList).where(eq(watchList.userId, userId));
  return rows.map(row => row.subject).sort();
}

/** Puts a subject on a user's list; on it already, nothing happens. */
export async function watch(db: Executor, userId: string, subject: Subject): Promise<void> {
  await db.insert(watchList).values({ userId, subject }).onConflictDoNothing();
}

/** Takes a subject off a user's list; not on it, nothing happens. */
export async function unwatch(db: Executor, userId: string, subject: Subject): Promise<void> {
  await db.delete(watchList).where(and(eq(watchList.userId, userId), eq(watchList.subject, subject)));
}
