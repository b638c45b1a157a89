import { parseCorrection } from '@tensiometer/core/wire/corrections.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { reportAddress } from './addresses.ts';
import type { PageDeps } from './deps.ts';
import { ErrorPage } from './error.tsx';
import { Layout } from './layout.tsx';
import { NotFoundPage } from './not-found.tsx';
import { ReportPage } from './report.tsx';
import { loadShell } from './shell.ts';
import { StoryPage } from './story.tsx';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MAX_FORM_BYTES = 16_384;

/** A report, the forms that correct it, and the story that an event belongs to. */
export function createReportPages(deps: PageDeps): Hono {
  const { queries, assets } = deps;
  const pages = new Hono();
  pages.get('/reports/:id', async c => {
    const id = c.req.param('id').toLowerCase();
    const report = UUID.test(id) ? await queries.report(id) : null;
    if (report === null) {
      return c.html(<NotFoundPage assets={assets} sentence="No report with this id has arrived here." />, 404);
    }
    const shell = await loadShell(deps);
    return c.html(
      <Layout shell={shell} title={report.title ?? 'Report'} page="report" section="reports">
        <ReportPage report={report} />
      </Layout>,
    );
  });

  pages.post('/reports/:id/corrections', bodyLimit({ maxSize: MAX_FORM_BYTES }), async c => {
    const reportId = c.req.param('id').toLowerCase();
    const back = cameFrom(c) ?? reportAddress(reportId);
    try {
      await deps.correct(c, await readForm(c, reportId, deps));
      return c.redirect(back, 303);
    } catch (error) {
      if (!(error instanceof ProblemRaised)) throw error;
      const { status, title, detail, hint } = error.problem;
      return c.html(
        <ErrorPage
          assets={assets}
          title={title}
          {...(detail === undefined ? {} : { detail })}
          hint={hint ?? 'Go back and correct it.'}
          back={back}
        />,
        status as 409,
      );
    }
  });

  pages.get('/stories/:id', async c => {
    const id = c.req.param('id').toLowerCase();
    const asOf = c.req.query('asOf');
    const position = asOf === undefined || asOf === '' ? undefined : await deps.positionAt(asOf);
    const story = UUID.test(id) ? await queries.story(id, position) : null;
    if (story === null) {
      return c.html(
        <NotFoundPage assets={assets} sentence="No story of this id counts: its events were corrected or taken out." />,
        404,
      );
    }
    const shell = await loadShell(deps);
    return c.html(
      <Layout shell={shell} title="Story" page="story" section="events" position={story.asOf}>
        <StoryPage story={story} />
      </Layout>,
    );
  });
  return pages;
}

/** The page of ours that a form was sent from. */
function cameFrom(c: Context): string | null {
  const referer = c.req.header('referer');
  if (referer === undefined || !URL.canParse(referer)) return null;
  const { host, pathname, search } = new URL(referer);
  return host === c.req.header('host') ? pathname + search : null;
}

/** A correction out of the fields of a form. Throws a problem that says which field is wrong. */
async function readForm(c: Context, reportId: string, { queries }: PageDeps) {
  const form = await c.req.parseBody();
  const field = (name: string): string => {
    const value = form[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const codes = (name: string) =>
    field(name)
      .split(/[\s,;]+/)
      .filter(code => code !== '');
  const common = { action: field('action'), reportId, version: Number(field('version')), reason: field('reason') };
  const act = { type: field('type'), mode: field('mode') || null };
  const sides = { actors: codes('actors'), recipients: codes('recipients') };
  const fields: Record<string, object> = {
    reject: { event: field('event') },
    retype: { event: field('event'), ...act },
    parties: { event: field('event'), ...sides },
    date: { event: field('event'), date: field('date') },
    add: { ...act, ...sides, date: field('date') || null },
    undo: { correction: field('correction') },
  };
  const words =
    common.action === 'add' ? place((await queries.report(reportId))?.text ?? '', field('words'), field('nth')) : {};
  const parsed = parseCorrection({ ...common, ...fields[common.action], ...words });
  if (!parsed.ok) throw new ProblemRaised(problem('invalid-request', { detail: parsed.detail }));
  return parsed.body;
}

/** Where words stand in a text: their nth place, else the first. */
function place(text: string, words: string, nth: string): { start: number; end: number } {
  const at: number[] = [];
  for (let i = words === '' ? -1 : text.indexOf(words); i >= 0; i = text.indexOf(words, i + 1)) at.push(i);
  const start = at[Number(nth) - 1] ?? at[0];
  if (start === undefined)
    throw new ProblemRaised(
      problem('invalid-request', {
        detail: `The report does not hold the words “${words}”.`,
        hint: 'Write them exactly as they stand in the text, or select them there.',
      }),
    );
  return { start, end: start + words.length };
}
