import type { Context } from 'hono';
import type { Database } from '../../log/database.ts';
import { type KeyFinder, type KnownKey, type Scope, touchKey } from '../../log/keys.ts';
import { ProblemRaised, problem } from '../../wire/problem.ts';

const BEARER = /^Bearer\s+(\S+)$/i;

/** The key in `Authorization: Bearer`, or null without one. */
export function bearerOf(c: Context): string | null {
  return BEARER.exec(c.req.header('authorization') ?? '')?.[1] ?? null;
}

/** Who sent the request. Throws a 401 without a known key, a 403 when it lacks the scope. */
export async function requireKey(c: Context, db: Database, find: KeyFinder, scope: Scope): Promise<KnownKey> {
  const key = bearerOf(c);
  if (key === null) {
    const hint =
      'Send the header "Authorization: Bearer" with the key; the start prints it, and the file "keys" in the data folder holds it.';
    throw new ProblemRaised(problem('unauthorized', { hint }), { 'www-authenticate': 'Bearer' });
  }
  const known = await find(key);
  if (!known)
    throw new ProblemRaised(problem('wrong-key', { hint: 'Compare it with the one that the start prints.' }), {
      'www-authenticate': 'Bearer',
    });
  if (!known.scopes.includes(scope)) {
    throw new ProblemRaised(
      problem('missing-scope', { detail: `This key may ${known.scopes.join(', ')}; this address needs "${scope}".` }),
    );
  }
  if (known.idle) await touchKey(db, key);
  return known;
}
