import { EVENT_TYPES } from '@tensiometer/core/domain/ontology.ts';
import type { Queries } from '@tensiometer/core/views/queries.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import { type Context, Hono } from 'hono';
import type { Env } from '../auth/guard.ts';
import { seriesCsv } from './csv.ts';
import { dayOfQuery, indicatorOf, numberOf, rangeOf, stepOf, subjectOf } from './query.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What can be asked: JSON by default, CSV for series. */
export function createReadApi(queries: Queries, positionAt: (text: string) => Promise<number>): Hono<Env> {
  const api = new Hono<Env>();
  const asOf = async (c: Context) => {
    const text = c.req.query('asOf');
    return text === undefined || text === '' ? {} : { asOf: await positionAt(text) };
  };

  api.get('/series', async c => {
    const subject = subjectOf(c);
    const step = stepOf(c);
    const answer = await queries.series({
      subject,
      indicator: indicatorOf(c, subject),
      step,
      ...rangeOf(c, step),
      ...(await asOf(c)),
    });
    if (c.req.query('format') === 'csv') {
      return c.body(seriesCsv(answer), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${answer.subject}-${answer.indicator}.csv"`,
      });
    }
    return c.json(answer);
  });
  api.get('/subjects', async c => c.json(await queries.subjects((await asOf(c)).asOf)));
  api.get('/contributions', async c => {
    const subject = subjectOf(c);
    const at = dayOfQuery(c, 'at');
    if (at === undefined)
      throw new ProblemRaised(
        problem('invalid-request', { detail: '"at" is missing.', hint: 'Name the day or instant of the point.' }),
      );
    return c.json(await queries.contributions({ subject, indicator: indicatorOf(c, subject), at, ...(await asOf(c)) }));
  });
  api.get('/events', async c => {
    const report = c.req.query('report');
    if (report !== undefined && !UUID.test(report))
      throw new ProblemRaised(problem('invalid-request', { detail: `"${report}" is no report id.` }));
    const type = c.req.query('type')?.toUpperCase();
    if (type !== undefined && !EVENT_TYPES.some(known => known === type)) {
      throw new ProblemRaised(
        problem('invalid-request', {
          detail: `"${type}" is no type of event.`,
          hint: `There is: ${EVENT_TYPES.join(', ')}.`,
        }),
      );
    }
    const [from, to, limit, cursor] = [
      dayOfQuery(c, 'from'),
      dayOfQuery(c, 'to'),
      numberOf(c, 'limit', 1, 1_000),
      c.req.query('cursor'),
    ];
    return c.json(
      await queries.events({
        status: c.req.query('status') === 'suppressed' ? 'suppressed' : 'coded',
        ...(c.req.query('subject') === undefined ? {} : { subject: subjectOf(c) }),
        ...(report === undefined ? {} : { report }),
        ...(type === undefined ? {} : { type }),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        ...(cursor === undefined ? {} : { cursor }),
        ...(limit === undefined ? {} : { limit }),
        ...(await asOf(c)),
      }),
    );
  });
  api.get('/alerts', async c =>
    c.json(await queries.alerts({ standing: c.req.query('standing') === 'true', ...(await asOf(c)) })),
  );
  api.get('/thresholds', async c =>
    c.json({
      thresholds: await queries.thresholds(
        c.req.query('subject') === undefined ? undefined : subjectOf(c),
        (await asOf(c)).asOf,
      ),
    }),
  );
  api.get('/status', async c => c.json(await queries.status()));
  api.get('/reports', async c => {
    const status = c.req.query('status');
    const known = status === 'pending' || status === 'coded' || status === 'not-coded' || status === 'failed';
    const [limit, cursor] = [numberOf(c, 'limit', 1, 500), c.req.query('cursor')];
    return c.json(
      await queries.reports({
        ...(known ? { status } : {}),
        ...(limit === undefined ? {} : { limit }),
        ...(cursor === undefined ? {} : { cursor }),
      }),
    );
  });
  api.get('/reports/:id', async c => {
    const id = c.req.param('id');
    const report = UUID.test(id) ? await queries.report(id.toLowerCase()) : null;
    if (!report) throw new ProblemRaised(problem('not-found', { detail: 'There is no report of that id.' }));
    return c.json(report);
  });
  return api;
}
