import type { Subject } from '@tensiometer/core/domain/subject.ts';
import type { Operations } from '@tensiometer/core/runtime/http/operations.ts';
import { noCursor } from '@tensiometer/core/views/no-cursor.ts';
import type { Queries } from '@tensiometer/core/views/queries.ts';
import { chooseSubjects } from '@tensiometer/core/wire/choose-subjects.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import {
  alertsQuery,
  asOfQuery,
  contributionsQuery,
  feedQuery,
  seriesQuery,
  subjectsQuery,
  thresholdsQuery,
} from '@tensiometer/core/wire/queries.ts';
import { alertsAnswer, thresholdsAnswer } from '@tensiometer/core/wire/shapes/alert.ts';
import { promotionsAnswer } from '@tensiometer/core/wire/shapes/correction.ts';
import { feedAnswer } from '@tensiometer/core/wire/shapes/feed.ts';
import { statusAnswer } from '@tensiometer/core/wire/shapes/report.ts';
import { contributionsAnswer, seriesAnswer, subjectsPage } from '@tensiometer/core/wire/shapes/series.ts';
import { storyAnswer } from '@tensiometer/core/wire/shapes/story.ts';
import type { Env } from '../auth/guard.ts';
import { checkRange, indicatorFor } from './asked.ts';
import { answerCsv } from './export.ts';
import { SUBJECTS_TABLE, seriesTable } from './tables.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export type ReadDeps = {
  queries: Queries /** The position that `asOf=` means. */;
  positionAt(text: string): Promise<number>;
  /** What a user has on their watch-list. */
  watchedBy(userId: string): Promise<Subject[]>;
};

/** What can be asked of the numbers. */
export function addReads(api: Operations<Env>, { queries, positionAt, watchedBy }: ReadDeps): void {
  const asOf = async (text: string | undefined) => (text === undefined ? {} : { asOf: await positionAt(text) });

  api.add(
    {
      method: 'get',
      path: '/series',
      summary: 'A series of an indicator',
      description:
        'A bucket that no report covers has the value null. The range is the one that fits the data without `from` and `to`.',
      scope: 'read',
      query: seriesQuery,
      answers: {
        200: {
          description: 'The points, oldest first',
          content: { 'application/json': seriesAnswer, 'text/csv': null },
        },
      },
    },
    async (c, { subject, indicator, step = 'day', asOf: at, format, ...range }) => {
      checkRange(range, step);
      const answer = await queries.series({
        subject,
        indicator: indicatorFor(subject, indicator),
        step,
        ...range,
        ...(await asOf(at)),
      });
      return format === 'csv'
        ? answerCsv(c, `${answer.subject}-${answer.indicator}`, seriesTable(answer), answer.points)
        : c.json(answer);
    },
  );
  api.add(
    {
      method: 'get',
      path: '/subjects',
      summary: 'All subjects, ranked by tension',
      description: 'With limit a page at a time: the cursor holds the position, so that the pages of one list agree.',
      scope: 'read',
      query: subjectsQuery,
      answers: {
        200: {
          description: 'Enough reports first, then too few, then none',
          content: { 'application/json': subjectsPage, 'text/csv': null },
        },
      },
    },
    async (c, { limit, cursor, asOf: at, without, format, ...choice }) => {
      const place = cursor === undefined ? null : placeOf(cursor);
      const watched = new Set(choice.watch === undefined ? [] : await watchedBy(c.get('caller').userId));
      const from = place?.from ?? 0;
      const answer = await queries.subjects({
        from,
        choose: all => chooseSubjects(all, choice, watched),
        ...(limit === undefined ? {} : { limit }),
        ...(without === undefined ? {} : { without }),
        ...(place === null ? await asOf(at) : { asOf: place.asOf }),
      });
      if (format === 'csv') return answerCsv(c, 'subjects', SUBJECTS_TABLE, answer.subjects);
      const end = from + answer.subjects.length;
      return c.json({ ...answer, next: end < answer.total ? `${answer.asOf}_${end}` : null });
    },
  );
  api.add(
    {
      method: 'get',
      path: '/contributions',
      summary: 'What stands behind a point',
      description: 'For tension the shares add up to the value; for conflict and cooperation the amounts do.',
      scope: 'read',
      query: contributionsQuery,
      answers: {
        200: { description: 'The rows, biggest share first', content: { 'application/json': contributionsAnswer } },
      },
    },
    async (c, { subject, indicator, at, asOf: known, ...rest }) =>
      c.json(
        await queries.contributions({
          subject,
          indicator: indicatorFor(subject, indicator),
          at,
          ...rest,
          ...(await asOf(known)),
        }),
      ),
  );
  api.add(
    {
      method: 'get',
      path: '/feed',
      summary: 'The newest coded events, and between them the reports that held none',
      scope: 'read',
      query: feedQuery,
      answers: { 200: { description: 'Newest first', content: { 'application/json': feedAnswer } } },
    },
    async (c, { limit = 20, asOf: at }) => c.json(await queries.feed({ limit, ...(await asOf(at)) })),
  );
  api.add(
    {
      method: 'get',
      path: '/promotions',
      summary: 'Coders whose readings count from a position on: marks for every chart',
      scope: 'read',
      query: asOfQuery,
      answers: { 200: { description: 'Oldest first', content: { 'application/json': promotionsAnswer } } },
    },
    async (c, query) => c.json({ promotions: await queries.promotions((await asOf(query.asOf)).asOf) }),
  );
  api.add(
    {
      method: 'get',
      path: '/stories/:id',
      summary: 'One act as several reports tell it, and how its value came about',
      scope: 'read',
      params: { id: 'Id of the story, or of any coded event in it' },
      query: asOfQuery,
      answers: { 200: { description: 'The story', content: { 'application/json': storyAnswer } } },
    },
    async (c, query) => {
      const id = c.req.param('id').toLowerCase();
      const story = UUID.test(id) ? await queries.story(id, (await asOf(query.asOf)).asOf) : null;
      if (!story) throw new ProblemRaised(problem('not-found', { detail: 'There is no story of that id.' }));
      return c.json(story);
    },
  );
  api.add(
    {
      method: 'get',
      path: '/alerts',
      summary: 'Alerts, newest first',
      scope: 'read',
      query: alertsQuery,
      answers: { 200: { description: 'At most a hundred', content: { 'application/json': alertsAnswer } } },
    },
    async (c, query) =>
      c.json(await queries.alerts({ standing: query.standing === 'true', ...(await asOf(query.asOf)) })),
  );
  api.add(
    {
      method: 'get',
      path: '/thresholds',
      summary: 'The lines that are set, with their value of today',
      scope: 'read',
      query: thresholdsQuery,
      answers: { 200: { description: 'By subject', content: { 'application/json': thresholdsAnswer } } },
    },
    async (c, query) => c.json({ thresholds: await queries.thresholds(query.subject, (await asOf(query.asOf)).asOf) }),
  );
  api.add(
    {
      method: 'get',
      path: '/status',
      summary: 'Counts of reports, and how far the views are behind the log',
      scope: 'read',
      answers: { 200: { description: 'Of now', content: { 'application/json': statusAnswer } } },
    },
    async c => c.json(await queries.status()),
  );
}

const CURSOR = /^(\d{1,15})_(\d{1,9})$/;

function placeOf(cursor: string): { asOf: number; from: number } {
  const [, asOf, from] = CURSOR.exec(cursor) ?? [];
  if (asOf !== undefined && from !== undefined) return { asOf: Number(asOf), from: Number(from) };
  return noCursor(cursor);
}
