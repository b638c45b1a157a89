import type { Database } from '@tensiometer/core/log/database.ts';
import { findShare, type Share } from '@tensiometer/core/log/shares.ts';
import { subjectName } from '@tensiometer/core/views/names.ts';
import type { Queries } from '@tensiometer/core/views/queries.ts';
import { type Context, Hono } from 'hono';
import type { Assets } from '../assets.ts';
import { EmbedPage, NoSharePage, SharePage } from './share.tsx';

export type ShareRoutesDeps = { db: Database; queries: Queries; assets: Assets };

/** What a shared link shows, to whoever has it. Its token reads this one series, on these two pages, and nothing else. */
export function createShareRoutes({ db, queries, assets }: ShareRoutesDeps): Hono {
  const pages = new Hono();
  const load = async (c: Context) => {
    c.header('referrer-policy', 'no-referrer');
    c.header('x-robots-tag', 'noindex');
    const share = await findShare(db, c.req.param('token') ?? '');
    return (
      share && { share, series: await queries.series(questionOf(share)), name: subjectName(share.subject), assets }
    );
  };
  pages.get('/share/:token', async c => {
    const shown = await load(c);
    return shown ? c.html(<SharePage {...shown} />) : c.html(<NoSharePage assets={assets} />, 404);
  });
  pages.get('/embed/:token', async c => {
    const shown = await load(c);
    const theme = c.req.query('theme');
    return shown
      ? c.html(<EmbedPage {...shown} theme={theme === 'light' || theme === 'dark' ? theme : null} />)
      : c.html(<NoSharePage assets={assets} />, 404);
  });
  return pages;
}

function questionOf({ subject, indicator, range, asOf }: Share): Parameters<Queries['series']>[0] {
  return { subject, indicator, step: 'day', ...(range ?? {}), ...(asOf === null ? {} : { asOf }) };
}
