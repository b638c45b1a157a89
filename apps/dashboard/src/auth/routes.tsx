import type { Database } from '@tensiometer/core/log/database.ts';
import {
  closeSession,
  OPERATOR,
  openSession,
  redeemSignInLink,
  SESSION_LIMITS,
} from '@tensiometer/core/log/sessions.ts';
import { checkPassword, hasPassword } from '@tensiometer/core/log/users.ts';
import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Assets } from '../assets.ts';
import { SignInPage } from '../pages/sign-in.tsx';
import { cookieName } from './guard.ts';

type Deps = { db: Database; assets: Assets; publicUrl: string; now: () => number };

/** Guesses that may go wrong in a minute before the next one has to wait. */
const GUESSES = 10;

/** Signing in, by the printed link or by password, and out. */
export function createAuthRoutes({ db, assets, publicUrl, now }: Deps): Hono {
  const app = new Hono();
  let misses: number[] = [];

  const admit = async (c: Context): Promise<void> => {
    const secure = publicUrl.startsWith('https:');
    setCookie(c, cookieName(publicUrl), await openSession(db, OPERATOR), {
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
      secure,
      maxAge: SESSION_LIMITS.absoluteHours * 3_600,
    });
  };
  const show = async (c: Context, status: 200 | 401 | 429, error?: string) => {
    const next = safeNext(c.req.query('next'));
    const said = error === undefined ? {} : { error };
    return c.html(
      <SignInPage hasPassword={await hasPassword(db, OPERATOR)} assets={assets} next={next} {...said} />,
      status,
    );
  };

  app.get('/sign-in', async c => {
    const token = c.req.query('token');
    if (token === undefined) return show(c, 200);
    if (!(await redeemSignInLink(db, token))) {
      return show(
        c,
        401,
        'This link was used before or has run out. Start Tensiometer again for a new one, or sign in with the password.',
      );
    }
    await admit(c);
    return c.redirect(safeNext(c.req.query('next')), 303);
  });
  app.post('/sign-in', async c => {
    misses = misses.filter(at => now() - at < 60_000);
    if (misses.length >= GUESSES) {
      c.header('retry-after', '60');
      return show(c, 429, 'Too many wrong passwords. Wait a minute, then try again.');
    }
    const form = await c.req.parseBody();
    const password = typeof form.password === 'string' ? form.password : '';
    if (!(await checkPassword(db, OPERATOR, password))) {
      misses.push(now());
      return show(c, 401, 'That is not the password.');
    }
    await admit(c);
    return c.redirect(safeNext(c.req.query('next')), 303);
  });
  app.post('/sign-out', async c => {
    const token = getCookie(c, cookieName(publicUrl));
    if (token !== undefined) await closeSession(db, token);
    deleteCookie(c, cookieName(publicUrl), { path: '/', secure: publicUrl.startsWith('https:') });
    return c.redirect('/sign-in', 303);
  });
  return app;
}

/** A path of this site to go on to; the overview when it is anything else. */
function safeNext(next: string | undefined): string {
  if (next === undefined || !/^\/[^/\\]/.test(next)) return '/';
  const url = new URL(next, 'http://here.invalid');
  return url.origin === 'http://here.invalid' ? url.pathname + url.search : '/';
}
