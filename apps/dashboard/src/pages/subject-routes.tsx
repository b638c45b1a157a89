import type { Subject } from '@tensiometer/core/domain/subject.ts';
import { type Context, Hono } from 'hono';
import { chartCsv, chartJson, chartNdjson } from './chart-files.ts';
import type { PageDeps } from './deps.ts';
import { Layout } from './layout.tsx';
import { NotFoundPage } from './not-found.tsx';
import { spanRange } from './range.ts';
import { pinnedWords } from './range-bar.tsx';
import { loadShell } from './shell.ts';
import { SubjectPage } from './subject.tsx';
import { loadRows, loadSubject, pageSubject, pinned } from './subject-load.ts';
import { type Query, readState, stateAddress } from './subject-state.ts';

/** Acts that go into an NDJSON file at most. */
const MOST_EVENTS = 20_000;
const EVENTS_A_TIME = 1_000;
const TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
} as const;

/** The page of a subject, and the rows of its chart as files. */
export function createSubjectPages(deps: PageDeps): Hono {
  const { queries, assets } = deps;
  const pages = new Hono();
  const notFound = (c: Context, asked: string) => {
    const sentence = `“${asked}” is no country or pair of countries known here. A pair is written as two codes, like IRQ-USA.`;
    return c.html(<NotFoundPage assets={assets} sentence={sentence} />, 404);
  };

  pages.get('/subjects/:subject', async c => {
    const asked = c.req.param('subject');
    const subject = pageSubject(asked);
    if (subject === null) return notFound(c, asked);
    const query = c.req.query();
    const { state, trouble } = readState(subject, withAdded(query));
    // one spelling of the subject, and a form's addition where the list is
    if (subject !== asked || query.add !== undefined) return c.redirect(stateAddress(subject, state));
    const [shell, page] = await Promise.all([loadShell(deps), loadSubject(deps, subject, state)]);
    const past =
      state.asOf === null
        ? undefined
        : { words: pinnedWords(page.recordedDay, page.asOf), back: stateAddress(subject, state, { asOf: null }) };
    return c.html(
      <Layout
        shell={shell}
        title={page.name}
        page="subject"
        section="overview"
        position={past === undefined ? Math.min(shell.position, page.asOf) : page.asOf}
        past={past}
      >
        <SubjectPage {...page} state={state} trouble={trouble} />
      </Layout>,
    );
  });

  pages.get('/subjects/:subject/:file{chart\\.(csv|json|ndjson)}', async c => {
    const asked = c.req.param('subject');
    const subject = pageSubject(asked);
    if (subject === null) return notFound(c, asked);
    const { rows, head, events } = await loadFile(subject, c.req.query(), c.req.param('file').endsWith('ndjson'));
    const format = c.req.param('file').endsWith('.csv')
      ? 'csv'
      : c.req.param('file').endsWith('ndjson')
        ? 'ndjson'
        : 'json';
    const body =
      format === 'csv'
        ? chartCsv(rows, head)
        : format === 'json'
          ? chartJson(rows, head)
          : chartNdjson(rows, head, events);
    return c.body(body, 200, {
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="${subject}.${format}"`,
    });
  });

  const loadFile = async (subject: Subject, query: Query, withEvents: boolean) => {
    const { state } = readState(subject, query);
    const asOf = state.asOf === null ? undefined : await deps.positionAt(state.asOf);
    const standing = await queries.standing(subject, asOf);
    const at = pinned(queries, asOf === undefined ? undefined : standing.asOf, state.without);
    const range = state.range ?? (state.span === null ? standing : spanRange(state.span, standing));
    const rows = await loadRows(at, subject, state, range);
    const events = [];
    for (let cursor: string | null | undefined; withEvents && events.length < MOST_EVENTS; ) {
      const { from, to } = range;
      const part = await at.events({ subject, from, to, limit: EVENTS_A_TIME, ...(cursor ? { cursor } : {}) });
      events.push(...part.events);
      cursor = part.next;
      if (cursor === null) break;
    }
    return { rows, events, head: { subject, asOf: standing.asOf } };
  };
  return pages;
}

/** The query with what a form adds to the list of compared subjects put into it. */
function withAdded({ add, ...query }: Query): Query {
  if (add === undefined) return query;
  // a comma parts the list, and in a name it stands between two countries
  return { ...query, compare: [query.compare, add.replaceAll(',', '–')].filter(Boolean).join(',') };
}
