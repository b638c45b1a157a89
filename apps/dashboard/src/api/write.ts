import { listChannels } from '@tensiometer/core/log/channels.ts';
import type { Database } from '@tensiometer/core/log/database.ts';
import { replay } from '@tensiometer/core/log/inbox.ts';
import { closeOtherSessions } from '@tensiometer/core/log/sessions.ts';
import { setPassword } from '@tensiometer/core/log/users.ts';
import type { Operations } from '@tensiometer/core/runtime/http/operations.ts';
import { passwordBody } from '@tensiometer/core/wire/commands.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import { parseThreshold, thresholdBody } from '@tensiometer/core/wire/rule.ts';
import { thresholdSet } from '@tensiometer/core/wire/shapes/alert.ts';
import { demoAnswer, retryAnswer } from '@tensiometer/core/wire/shapes/report.ts';
import type { Env } from '../auth/guard.ts';
import type { DemoCommands } from '../demo.ts';
import { jsonOf, refuse } from './body.ts';
import { removeThreshold, setThreshold } from './thresholds.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const THRESHOLD_ID = /^[A-Za-z0-9_-]{1,64}$/;

export type WriteDeps = {
  db: Database;
  demo: DemoCommands;
  /** Resolves once the views have reached a position, or after two seconds. */
  projected(position: number): Promise<void>;
};

/** What can be changed. Each answers once the views show it, so that what is read next is what was written. */
export function addWrites(api: Operations<Env>, { db, demo, projected }: WriteDeps): void {
  const lineId = { id: 'Id of the line: letters, digits, "-" and "_", at most 64 of them' };
  api.add(
    {
      method: 'put',
      path: '/thresholds/:id',
      summary: 'Sets a line, or changes it',
      description: 'Say comparison and warn; or, shorter, above: 40 or below: 10.',
      scope: 'write',
      params: lineId,
      body: { 'application/json': thresholdBody },
      answers: {
        200: { description: 'It was set before', content: { 'application/json': thresholdSet } },
        201: { description: 'It is new', content: { 'application/json': thresholdSet } },
      },
    },
    async c => {
      const id = c.req.param('id');
      if (!THRESHOLD_ID.test(id)) refuse('The id of a line has letters, digits, "-" and "_", at most 64 of them.');
      const channels = new Set((await listChannels(db)).map(channel => channel.channelId));
      const parsed = parseThreshold(id, await jsonOf(c), channels);
      if (!parsed.ok) refuse(parsed.detail);
      const { position, version, created } = await setThreshold(db, parsed.threshold, c.get('caller').userId);
      await projected(position);
      return c.json({ ...parsed.threshold, version, position }, created ? 201 : 200);
    },
  );
  api.add(
    {
      method: 'delete',
      path: '/thresholds/:id',
      summary: 'Takes a line away; an alert on it is cleared with it',
      scope: 'write',
      params: lineId,
      answers: { 204: { description: 'It is gone' } },
    },
    async c => {
      const position = await removeThreshold(db, c.req.param('id'), c.get('caller').userId);
      if (position === null) throw new ProblemRaised(problem('not-found', { detail: 'No line of that id is set.' }));
      await projected(position);
      return c.body(null, 204);
    },
  );
  api.add(
    {
      method: 'post',
      path: '/reports/:id/retry',
      summary: 'Has a report that failed read again',
      scope: 'write',
      params: { id: 'Id of the report' },
      answers: { 202: { description: 'It is queued', content: { 'application/json': retryAnswer } } },
    },
    async c => {
      const id = c.req.param('id').toLowerCase();
      if (!UUID.test(id) || !(await replay(db, id, c.get('caller').userId))) {
        throw new ProblemRaised(
          problem('not-found', {
            detail: 'No failed report has that id.',
            hint: 'Only a report that failed can be read again.',
          }),
        );
      }
      return c.json({ reportId: id, status: 'queued' }, 202);
    },
  );
  api.add(
    {
      method: 'post',
      path: '/demo',
      summary: 'Begins to push the demo reports',
      scope: 'write',
      answers: {
        202: { description: 'They arrive over the next seconds', content: { 'application/json': demoAnswer } },
      },
    },
    async c => c.json(await demo.load(), 202),
  );
  api.add(
    {
      method: 'delete',
      path: '/demo',
      summary: 'Takes the demo out of the numbers',
      scope: 'write',
      answers: { 204: { description: 'It is gone' } },
    },
    async c => {
      await projected(await demo.remove(c.get('caller').userId));
      return c.body(null, 204);
    },
  );
  api.add(
    {
      method: 'put',
      path: '/password',
      summary: 'Sets the password of whoever is signed in, and ends their other sessions',
      description: 'For a session, not for a key.',
      scope: 'write',
      body: { 'application/json': passwordBody },
      answers: { 204: { description: 'It is set' } },
    },
    async c => {
      const { userId, token } = c.get('caller');
      if (token === null)
        throw new ProblemRaised(
          problem('missing-scope', { detail: 'A password is changed by a person who is signed in, not by a key.' }),
        );
      const body = passwordBody.safeParse(await jsonOf(c));
      if (!body.success) return refuse('A password has 8 to 1,024 characters.');
      await setPassword(db, userId, body.data.password);
      await closeOtherSessions(db, userId, token);
      return c.body(null, 204);
    },
  );
}
