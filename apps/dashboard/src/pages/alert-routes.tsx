import { addDays } from '@tensiometer/core/domain/day.ts';
import { INDICATORS } from '@tensiometer/core/domain/indicator.ts';
import { ruleSentence } from '@tensiometer/core/domain/rule-sentence.ts';
import type { Threshold } from '@tensiometer/core/domain/threshold.ts';
import { scopeName } from '@tensiometer/core/views/names.ts';
import { ProblemRaised } from '@tensiometer/core/wire/problem.ts';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { alertAddress, lineAddress } from './addresses.ts';
import { AlertPage } from './alert.tsx';
import { AlertsPage } from './alerts.tsx';
import type { PageDeps } from './deps.ts';
import { ErrorPage } from './error.tsx';
import { Layout } from './layout.tsx';
import { LinePage } from './line.tsx';
import { readLine } from './line-fields.ts';
import { NotFoundPage } from './not-found.tsx';
import { pastOf } from './past.ts';
import { loadShell } from './shell.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ALERTS_SHOWN = 100;
const MAX_FORM_BYTES = 16_384;
/** Days before an alert that its page draws. */
const DAYS_DRAWN = 89;

/** The alerts, the page of each, the lines, and the forms that work without scripts. */
export function createAlertPages(deps: PageDeps): Hono {
  const { queries, assets, rules, userOf } = deps;
  const pages = new Hono();
  const small = bodyLimit({ maxSize: MAX_FORM_BYTES });
  const missing = (c: Context, sentence: string) => c.html(<NotFoundPage assets={assets} sentence={sentence} />, 404);
  /** Carries a form out and goes to a page; what cannot be done is said on a page of its own. */
  const carryOut = async (c: Context, back: string, work: () => Promise<string>): Promise<Response> => {
    try {
      return c.redirect(await work(), 303);
    } catch (error) {
      if (!(error instanceof ProblemRaised)) throw error;
      const { status, title, detail, hint } = error.problem;
      const told = { ...(detail === undefined ? {} : { detail }), hint: hint ?? 'Go back and correct it.' };
      return c.html(<ErrorPage assets={assets} title={title} {...told} back={back} />, status as 409);
    }
  };

  pages.get('/alerts', async c => {
    const then = await pastOf(deps, c);
    const shell = await loadShell(deps);
    const [answer, lines, choices] = await Promise.all([
      queries.alerts({ limit: ALERTS_SHOWN, ...(then === null ? {} : { asOf: then.asOf }) }),
      queries.thresholds(undefined, then?.asOf),
      queries.names(),
    ]);
    return c.html(
      <Layout shell={shell} title="Alerts" page="alerts" section="alerts" past={then?.past}>
        <AlertsPage answer={answer} lines={lines} choices={choices} asOf={then?.text ?? null} />
      </Layout>,
    );
  });
  pages.get('/alerts/:id', async c => {
    const id = c.req.param('id').toLowerCase();
    const detail = UUID.test(id) ? await queries.alert(id) : null;
    if (detail === null) return missing(c, 'There is no alert of this id.');
    const { subject, day, readAt, indicator } = detail.alert;
    const [shell, series] = await Promise.all([
      loadShell(deps),
      queries.series({
        subject,
        indicator: INDICATORS.find(name => name === indicator) ?? 'tension',
        from: addDays(day, -DAYS_DRAWN),
        to: day,
        asOf: readAt,
      }),
    ]);
    return c.html(
      <Layout shell={shell} title={detail.alert.name} page="alert" section="alerts">
        <AlertPage detail={detail} series={series} />
      </Layout>,
    );
  });
  pages.post('/alerts/:id/acknowledge', small, async c => {
    const id = c.req.param('id').toLowerCase();
    return carryOut(c, '/alerts', async () => {
      await rules.acknowledge(userOf(c), id);
      return alertAddress(id);
    });
  });
  pages.post('/alerts/:id/silence', small, async c => {
    const id = c.req.param('id').toLowerCase();
    const form = await c.req.formData();
    return carryOut(c, '/alerts', async () => {
      await rules.silence(userOf(c), id, Number(form.get('hours') ?? 24), String(form.get('reason') ?? ''));
      return alertAddress(id);
    });
  });

  const linePage = async (c: Context, rule: Threshold, saved: boolean): Promise<Response> => {
    const [shell, lines, answer] = await Promise.all([loadShell(deps), queries.thresholds(), rules.backtest(rule)]);
    const set = saved ? (lines.find(line => line.thresholdId === rule.thresholdId) ?? null) : null;
    const name = scopeName(rule);
    return c.html(
      <Layout shell={shell} title="Alert line" page="line" section="alerts">
        <LinePage rule={rule} set={set} name={name} sentence={ruleSentence(rule, name)} answer={answer} />
      </Layout>,
    );
  };
  pages.get('/lines/try', async c => {
    const read = readLine(formOf(new URL(c.req.url).searchParams), null);
    if (!read.ok)
      return c.html(
        <ErrorPage assets={assets} title={read.words} hint="Go back and correct it." back="/alerts" />,
        422,
      );
    try {
      return await linePage(c, await rules.parse(read.thresholdId, read.body), false);
    } catch (error) {
      if (!(error instanceof ProblemRaised)) throw error;
      const { title, detail } = error.problem;
      return c.html(
        <ErrorPage assets={assets} title={title} detail={detail ?? ''} hint="Go back and correct it." back="/alerts" />,
        422,
      );
    }
  });
  pages.get('/lines/:id', async c => {
    const set = (await queries.thresholds()).find(line => line.thresholdId === c.req.param('id'));
    return set === undefined ? missing(c, 'No line of this id is set.') : linePage(c, set, true);
  });
  pages.post('/lines', small, async c => {
    const read = readLine(await c.req.formData(), null);
    return carryOut(c, '/alerts', async () => {
      if (!read.ok) return '/alerts';
      await rules.set(userOf(c), read.thresholdId, read.body);
      return lineAddress(read.thresholdId);
    });
  });
  pages.post('/lines/:id/remove', small, async c =>
    carryOut(c, '/alerts', async () => {
      await rules.remove(userOf(c), c.req.param('id'));
      return '/alerts';
    }),
  );
  return pages;
}

function formOf(params: URLSearchParams): FormData {
  const form = new FormData();
  for (const [name, value] of params) form.append(name, value);
  return form;
}
