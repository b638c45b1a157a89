import type { Database } from '@tensiometer/core/log/database.ts';
import { createKeyFinder, type Scope } from '@tensiometer/core/log/keys.ts';
import type { SessionFinder } from '@tensiometer/core/log/sessions.ts';
import { bearerOf, requireKey } from '@tensiometer/core/runtime/http/keys.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';

/** Who asks. `token` is that of the session, null for a key; `still` tells whether they may go on, as long streams ask. */
export type Caller = { userId: string; token: string | null; still(): Promise<boolean> };
export type Env = { Variables: { caller: Caller } };

/** Name of the session's cookie: bound to the host and to https where there is https. */
export function cookieName(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-session' : 'session';
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Questions that are asked in a body, and change nothing. */
const ASKS = /\/thresholds\/(preview|hindsight)$/;

/**
 * Refuses a changing request that a browser sent from another site. Every current browser says where a request comes from
 * in Sec-Fetch-Site or Origin; a request with neither is no browser's, and no page can make one.
 */
export function refuseCrossSite(publicUrl: string): MiddlewareHandler {
  const own = new URL(publicUrl).origin;
  return async function crossSite(c, next) {
    if (!SAFE.has(c.req.method)) {
      const site = c.req.header('sec-fetch-site');
      const origin = c.req.header('origin');
      const ofHost = `http://${c.req.header('host') ?? ''}`;
      const same =
        site !== undefined
          ? site === 'same-origin' || site === 'none'
          : origin === undefined || origin === own || origin === ofHost;
      if (!same) throw new ProblemRaised(problem('cross-site', { hint: 'Open the dashboard itself and do it there.' }));
    }
    await next();
  };
}

/** The session's user, or null. */
export async function callerOf(c: Context, sessions: SessionFinder, publicUrl: string): Promise<Caller | null> {
  const token = getCookie(c, cookieName(publicUrl));
  if (token === undefined) return null;
  const userId = await sessions(token);
  return userId === null ? null : { userId, token, still: async () => (await sessions(token)) !== null };
}

/** Lets the API be used by a session, or by a key with the scope: "read" to look, "write" to change. */
export function guardApi(db: Database, sessions: SessionFinder, publicUrl: string): MiddlewareHandler<Env> {
  const find = createKeyFinder(db);
  return async function apiGuard(c, next) {
    const scope: Scope = SAFE.has(c.req.method) || ASKS.test(c.req.path) ? 'read' : 'write';
    const key = bearerOf(c);
    const caller = key === null ? await callerOf(c, sessions, publicUrl) : null;
    if (caller !== null) c.set('caller', caller);
    else {
      const { label } = await requireKey(c, db, find, scope);
      const still = async () => key !== null && ((await find(key))?.scopes.includes(scope) ?? false);
      c.set('caller', { userId: `key:${label}`, token: null, still });
    }
    await next();
  };
}

/** Sends people without a session to the sign-in page, and back afterwards. */
export function guardPages(sessions: SessionFinder, publicUrl: string): MiddlewareHandler<Env> {
  return async function pageGuard(c, next) {
    const caller = await callerOf(c, sessions, publicUrl);
    if (!caller) {
      const { pathname, search } = new URL(c.req.url);
      return c.redirect(pathname === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(pathname + search)}`, 303);
    }
    c.set('caller', caller);
    return next();
  };
}
