import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
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

/** The user of a session that has not run out, noting the use; null otherwise. */
export async function useSession(db: Executor, token: string): Promise<string | null> {
  const { rows } = await db.execute<{ user_id: string }>(
    sql`update sessions set last_seen_at = now() where token_hash = ${sha256(token)}
          and last_seen_at > now() - make_interval(mins => ${SESSION_LIMITS.idleMinutes})
          and created_at > now() - make_interval(hours => ${SESSION_LIMITS.absoluteHours})
        returning user_id`,
  );
  return rows[0]?.user_id ?? null;
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
