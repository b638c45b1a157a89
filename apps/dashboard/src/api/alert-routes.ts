import { isDay } from '@tensiometer/core/domain/day.ts';
import { parseSubject } from '@tensiometer/core/domain/subject.ts';
import { listChannels } from '@tensiometer/core/log/channels.ts';
import type { Database } from '@tensiometer/core/log/database.ts';
import type { Operations } from '@tensiometer/core/runtime/http/operations.ts';
import type { Backtests } from '@tensiometer/core/views/ask-backtest.ts';
import { askHindsight } from '@tensiometer/core/views/ask-hindsight.ts';
import type { Queries } from '@tensiometer/core/views/queries.ts';
import { acknowledgeBody, silenceBody } from '@tensiometer/core/wire/commands.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import { hindsightBody, parseThreshold, previewBody } from '@tensiometer/core/wire/rule.ts';
import { acknowledged, alertDetail, silenced } from '@tensiometer/core/wire/shapes/alert.ts';
import { backtestAnswer, hindsightAnswer } from '@tensiometer/core/wire/shapes/backtest.ts';
import type { Context } from 'hono';
import type { z } from 'zod';
import type { Env } from '../auth/guard.ts';
import { acknowledge, silence } from './alerts.ts';
import { jsonOf } from './body.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export type AlertDeps = {
  db: Database;
  queries: Queries;
  backtests: Backtests;
  /** Resolves once the views have reached a position, or after two seconds. */
  projected(position: number): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
};

/** What can be asked of one alert and done about it, and what a rule would have done. */
export function addAlerts(api: Operations<Env>, { db, queries, backtests, projected, now }: AlertDeps): void {
  api.add(
    {
      method: 'get',
      path: '/alerts/:id',
      summary: 'One alert: the rule it crossed, what the rule saw, and everything that happened to it',
      description: 'Frozen: readAt is the position to ask /series and /contributions as of, to see what the rule saw.',
      scope: 'read',
      params: { id: 'Id of the alert' },
      answers: { 200: { description: 'The alert', content: { 'application/json': alertDetail } } },
    },
    async c => {
      const id = c.req.param('id').toLowerCase();
      const found = UUID.test(id) ? await queries.alert(id) : null;
      return found === null ? noAlert() : c.json(found);
    },
  );
  api.add(
    {
      method: 'post',
      path: '/alerts/:id/acknowledge',
      summary: 'Says that somebody knows of an alert: it is not told again, unless it gets worse',
      description: 'The first acknowledgement counts; a second is answered with it.',
      scope: 'write',
      params: { id: 'Id of the alert' },
      body: { 'application/json': acknowledgeBody },
      answers: { 200: { description: 'Who knows of it', content: { 'application/json': acknowledged } } },
    },
    async c => {
      const { note = null } = await bodyOf(c, acknowledgeBody);
      const id = c.req.param('id').toLowerCase();
      const done = UUID.test(id) ? await acknowledge(db, id, note || null, c.get('caller').userId) : null;
      if (done === null) return noAlert();
      const { position, ...answer } = done;
      await projected(position);
      return c.json(answer);
    },
  );
  api.add(
    {
      method: 'post',
      path: '/thresholds/:id/silence',
      summary: 'Holds the messages of a line back for a time, with a reason; its end is told if an alert still stands',
      scope: 'write',
      params: { id: 'Id of the line' },
      body: { 'application/json': silenceBody },
      answers: { 200: { description: 'The silence', content: { 'application/json': silenced } } },
    },
    async c => {
      const asked = await bodyOf(c, silenceBody);
      const done = await silence(db, c.req.param('id'), asked, c.get('caller').userId, now());
      if (done === null) return noLine();
      await projected(done.position);
      return c.json(done);
    },
  );
  api.add(
    {
      method: 'post',
      path: '/thresholds/preview',
      summary: 'What a line would have done in the last 365 days; nothing is saved',
      scope: 'read',
      body: { 'application/json': previewBody },
      answers: { 200: { description: 'The backtest', content: { 'application/json': backtestAnswer } } },
    },
    async c => {
      const { clock = null, evidence = true, ...body } = await bodyOf(c, previewBody);
      const channels = new Set((await listChannels(db)).map(channel => channel.channelId));
      const parsed = parseThreshold('preview', body, channels);
      if (!parsed.ok) throw new ProblemRaised(problem('invalid-request', { detail: parsed.detail }));
      return c.json(await backtests.ask(parsed.threshold, clock, evidence));
    },
  );
  api.add(
    {
      method: 'post',
      path: '/thresholds/hindsight',
      summary:
        'Which sensible lines would have told of an incident, from when on, and what else they would have fired on',
      scope: 'read',
      body: { 'application/json': hindsightBody },
      answers: { 200: { description: 'The lines', content: { 'application/json': hindsightAnswer } } },
    },
    async c => {
      const asked = await bodyOf(c, hindsightBody);
      const subject = parseSubject(asked.subject);
      const at = asked.at.slice(0, 10);
      if (subject === null)
        throw new ProblemRaised(problem('invalid-request', { detail: `"${asked.subject}" is no subject.` }));
      if (!isDay(at)) throw new ProblemRaised(problem('invalid-request', { detail: `"${asked.at}" is no day.` }));
      return c.json(await askHindsight(backtests, subject, at));
    },
  );
}

function noAlert(): never {
  throw new ProblemRaised(problem('not-found', { detail: 'There is no alert of that id.' }));
}

function noLine(): never {
  throw new ProblemRaised(problem('not-found', { detail: 'No line of that id is set.' }));
}

/** The body by its schema, or a 422 that says what is wrong; an empty body is an empty object. */
async function bodyOf<S extends z.ZodType>(c: Context, schema: S): Promise<z.infer<S>> {
  const parsed = schema.safeParse(await jsonOf(c, {}));
  if (parsed.success) return parsed.data;
  const detail = parsed.error.issues.map(issue => [issue.path.join('.'), issue.message].filter(Boolean).join(': '));
  throw new ProblemRaised(problem('invalid-request', { detail: detail.join('; ') }));
}
