import type { Operations } from '@tensiometer/core/runtime/http/operations.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import { eventsQuery, reportsQuery } from '@tensiometer/core/wire/queries.ts';
import { eventsAnswer } from '@tensiometer/core/wire/shapes/event.ts';
import { reportsAnswer, reportView } from '@tensiometer/core/wire/shapes/report.ts';
import type { Env } from '../auth/guard.ts';
import { answerFile } from './export.ts';
import { pagesOf } from './pages-of.ts';
import type { ReadDeps } from './read.ts';
import { EVENTS_TABLE, REPORTS_TABLE } from './tables.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const PAGE_OF_FILE = 500;

/** The lists of coded events and of reports, a page at a time or whole as a file; and one report. */
export function addLists(api: Operations<Env>, { queries, positionAt }: ReadDeps): void {
  api.add(
    {
      method: 'get',
      path: '/events',
      summary: 'Coded events with their words, newest recorded first',
      description:
        'Every filter narrows further. JSON is a page at a time; csv and ndjson are files of everything that the filter lets through, all as of one position.',
      scope: 'read',
      query: eventsQuery,
      answers: {
        200: {
          description: 'Events and the cursor of the next page',
          content: { 'application/json': eventsAnswer, 'text/csv': null, 'application/x-ndjson': null },
        },
      },
    },
    async (c, { asOf, cursor, limit, format = 'json', ...filter }) => {
      const known = asOf === undefined ? {} : { asOf: await positionAt(asOf) };
      const page = { ...(cursor === undefined ? {} : { cursor }), ...(limit === undefined ? {} : { limit }) };
      if (format === 'json') return c.json(await queries.events({ ...filter, ...page, ...known }));
      const at = known.asOf ?? (await queries.status()).projected;
      const ask = async (part: { cursor?: string; limit: number }) => {
        const { events, next } = await queries.events({ ...filter, ...part, asOf: at });
        return { items: events, next };
      };
      return answerFile(c, format, 'events', EVENTS_TABLE, pagesOf(ask, cursor, { ...page, pageSize: PAGE_OF_FILE }));
    },
  );
  api.add(
    {
      method: 'get',
      path: '/reports',
      summary: 'Reports and what became of them, newest received first',
      scope: 'read',
      query: reportsQuery,
      answers: {
        200: {
          description: 'Reports and the cursor of the next page',
          content: { 'application/json': reportsAnswer, 'text/csv': null, 'application/x-ndjson': null },
        },
      },
    },
    async (c, { asOf, cursor, limit, format = 'json', ...narrow }) => {
      const filter = { ...narrow, ...(asOf === undefined ? {} : { asOf: await positionAt(asOf) }) };
      const page = { ...(cursor === undefined ? {} : { cursor }), ...(limit === undefined ? {} : { limit }) };
      if (format === 'json') return c.json(await queries.reports({ ...filter, ...page }));
      const ask = async (part: { cursor?: string; limit: number }) => {
        const { reports, next } = await queries.reports({ ...filter, ...part });
        return { items: reports, next };
      };
      return answerFile(c, format, 'reports', REPORTS_TABLE, pagesOf(ask, cursor, { ...page, pageSize: PAGE_OF_FILE }));
    },
  );
  api.add(
    {
      method: 'get',
      path: '/reports/:id',
      summary: 'A report with its text, its events and its own log',
      scope: 'read',
      params: { id: 'Id of the report, as its receipt says' },
      answers: { 200: { description: 'The report', content: { 'application/json': reportView } } },
    },
    async c => {
      const id = c.req.param('id');
      const report = UUID.test(id) ? await queries.report(id.toLowerCase()) : null;
      if (!report) throw new ProblemRaised(problem('not-found', { detail: 'There is no report of that id.' }));
      return c.json(report);
    },
  );
}
