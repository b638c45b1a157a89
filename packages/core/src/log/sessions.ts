import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { createBatcher } from './batcher.ts';
import type { Executor } from './database.ts';
import { sha256 } from './ids.ts';
import { sessions, signInLinks } from './schema.ts';

/** A session ends after this many minutes without use, and after this many hours in any case. */
export const SESSION_LIMITS = { idleMinutes: 30, absoluteHours: 12 } as const;
/** A printed link signs in once, within a day. */
const LINK_HOURS = 24;

/** The single user until there are more. */
export const OPERATOR = 'operator';

/** Opens a session and answers its token; the database keeps only the hash. */
export async function openSession(db: Executor, userId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db.insert(sessions).values({ tokenHash: sha256(token), userId });
  await db.execute(
    sql`delete from sessions where created_at < now() - make_interval(hours => ${SESSION_LIMITS.absoluteHours})`,
  );
  return token;
}

/** Finds the user of a session that has not run out, and notes the use; null otherwise. */
export type SessionFinder = (token: string) => Promise<string | null>;

/** Looks sessions up; those that are asked for at the same time share a query, however many they are. */
export function createSessionFinder(db: Executor): SessionFinder {
  return createBatcher((tokens: string[]) => useSessions(db, tokens), { max: 10_000 }).add;
}

/** The users of sessions, in their order. A use is noted once a minute: an open page asks more often than it matters. */
async function useSessions(db: Executor, tokens: readonly string[]): Promise<(string | null)[]> {
  const hashes = tokens.map(token => sha256(token));
  const { rows } = await db.execute<{ token_hash: Buffer; user_id: string }>(
    sql`with open as (
          select token_hash, user_id, last_seen_at from sessions where token_hash = any(${sql.param(hashes)}::bytea[])
            and last_seen_at > now() - make_interval(mins => ${SESSION_LIMITS.idleMinutes})
            and created_at > now() - make_interval(hours => ${SESSION_LIMITS.absoluteHours})
        ), noted as (
          update sessions s set last_seen_at = now() from open o
            where s.token_hash = o.token_hash and o.last_seen_at < now() - interval '1 minute'
        )
        select token_hash, user_id from open`,
  );
  const users = new Map(rows.map(row => [row.token_hash.toString('hex'), row.user_id]));
  return hashes.map(hash => users.get(hash.toString('hex')) ?? null);
}

export async function closeSession(db: Executor, token: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.tokenHash, sha256(token)));
}

/** Ends all sessions of a user but one, as a change of password does. */
export async function closeOtherSessions(db: Executor, userId: string, token: string): Promise<void> {
  await db.execute(sql`delete from sessions where user_id = ${userId} and token_hash <> ${sha256(token)}`);
}

/** Makes a link token that signs in once. */
export async function createSignInLink(db: Executor): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await db.insert(signInLinks).values({ tokenHash: sha256(token) });
  return token;
}

/** Uses a link token up. False when it was used before, is too old or never was. */
export async function redeemSignInLink(db: Executor, token: string): Promise<boolean> {
  const { rows } = await db.execute<{ fresh: boolean }>(
    sql`delete from sign_in_links where token_hash = ${sha256(token)} returning created_at > now() - make_interval(hours => ${LINK_HOURS}) as fresh`,
  );
  return rows[0]?.fresh ?? false;
}
