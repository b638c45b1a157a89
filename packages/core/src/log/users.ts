import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { eq } from 'drizzle-orm';
import type { Executor } from './database.ts';
import { users } from './schema.ts';

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);
/** OWASP's second choice of 2024: 2^16 rounds of scrypt with 8 blocks, about 64 MiB. */
const COST = { N: 65_536, r: 8, p: 2, maxmem: 134_217_728 };
const MAX_LENGTH = 1_024;

/** Sets (or changes) the password of a user, at most 1,024 characters long. */
export async function setPassword(db: Executor, userId: string, password: string): Promise<void> {
  if (await checkPassword(db, userId, password)) return;
  const salt = randomBytes(16);
  const hash = await derive(password, salt, 32, COST);
  const passwordHash = `scrypt$${salt.toString('base64')}$${hash.toString('base64')}`;
  await db
    .insert(users)
    .values({ userId, passwordHash })
    .onConflictDoUpdate({ target: users.userId, set: { passwordHash } });
}

/** Whether a user has a password at all. */
export async function hasPassword(db: Executor, userId: string): Promise<boolean> {
  return (await storedHash(db, userId)) !== null;
}

/** True when the password is the user's; takes as long for a user without one. */
export async function checkPassword(db: Executor, userId: string, password: string): Promise<boolean> {
  if (password.length > MAX_LENGTH) return false;
  const stored = await storedHash(db, userId);
  const [, salt, hash] = (
    stored ?? `scrypt$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(32).toString('base64')}`
  ).split('$');
  const expected = Buffer.from(hash ?? '', 'base64');
  const actual = await derive(password, Buffer.from(salt ?? '', 'base64'), 32, COST);
  return stored !== null && expected.length === actual.length && timingSafeEqual(expected, actual);
}

async function storedHash(db: Executor, userId: string): Promise<string | null> {
  const [row] = await db.select({ passwordHash: users.passwordHash }).from(users).where(eq(users.userId, userId));
  return row?.passwordHash ?? null;
}
