import type { EventId } from '@tensiometer/core/domain/ids.ts';
import { type ActLink, readActLink } from '@tensiometer/core/log/act-links.ts';
import type { Database } from '@tensiometer/core/log/database.ts';
import { deriveId } from '@tensiometer/core/log/ids.ts';
import { readEvents } from '@tensiometer/core/log/read.ts';
import type { Vault } from '@tensiometer/core/log/vault.ts';
import { ProblemRaised } from '@tensiometer/core/wire/problem.ts';
import { type Context, Hono } from 'hono';
import { acknowledge, silence } from '../api/alerts.ts';
import type { Assets } from '../assets.ts';
import { ActDone, ActPage, type AlertOfLink, NoAct, SILENCE_HOURS } from '../pages/act.tsx';

type Deps = { db: Database; vault: Vault; assets: Assets; now: () => number };

/**
 * What the links in messages lead to, without a session. Opening one only asks: whoever looks at it (a preview of a chat,
 * a scanner of mail) changes nothing. The button does it, in the name of the channel that the message came through.
 */
export function createActRoutes({ db, vault, assets, now }: Deps): Hono {
  const app = new Hono();
  const nothing = (c: Context) => c.html(<NoAct assets={assets} />, 410);

  const found = async (c: Context): Promise<{ link: ActLink; alert: AlertOfLink } | null> => {
    const link = readActLink(vault, c.req.param('link') ?? '', now());
    const alert = link === null ? null : await findAlert(db, link.alertId);
    return link === null || alert === null ? null : { link, alert };
  };
  app.get('/act/:link', async c => {
    const it = await found(c);
    return it === null ? nothing(c) : c.html(<ActPage {...it} assets={assets} path={c.req.path} />);
  });
  app.post('/act/:link', async c => {
    const it = await found(c);
    if (it === null) return nothing(c);
    const { link, alert } = it;
    const userId = `link:${link.channelId}`;
    const form = await c.req.parseBody();
    try {
      if (link.act === 'acknowledge') await acknowledge(db, link.alertId, null, userId);
      else {
        const hours = SILENCE_HOURS.find(known => String(known) === form.hours) ?? SILENCE_HOURS[0];
        const reason = 'from a message';
        const done = await silence(db, alert.thresholdId, { subject: alert.subject, hours, reason }, userId, now());
        if (done === null)
          return c.html(<ActDone {...it} assets={assets} said="The rule was removed in the meantime." />, 409);
      }
      return c.html(<ActDone {...it} assets={assets} said={null} />);
    } catch (error) {
      if (!(error instanceof ProblemRaised)) throw error;
      const { title, detail = title } = error.problem;
      return c.html(<ActDone {...it} assets={assets} said={detail} />, 409);
    }
  });
  return app;
}

async function findAlert(db: Database, alertId: EventId): Promise<AlertOfLink | null> {
  const [raised] = await readEvents(db, [deriveId('alert-raised', alertId)]);
  if (raised?.type !== 'AlertRaised') return null;
  const { thresholdId, subject, indicator, severity, value, line } = raised.data;
  return { alertId, thresholdId, subject, indicator, severity, value, line, at: raised.recordedAt };
}
