import { parseSubject, type Subject } from '@tensiometer/core/domain/subject.ts';
import type { Database } from '@tensiometer/core/log/database.ts';
import { MAX_WATCHED, unwatch, watch, watchedBy } from '@tensiometer/core/log/watch-list.ts';
import type { Operations } from '@tensiometer/core/runtime/http/operations.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import { watchListAnswer } from '@tensiometer/core/wire/shapes/watch-list.ts';
import type { Env } from '../auth/guard.ts';

/** The subjects that whoever asks wants to have at hand: a user, or a key. */
export function addWatchList(api: Operations<Env>, { db }: { db: Database }): void {
  const params = { subject: 'A pair in either order, or a country' };
  api.add(
    {
      method: 'get',
      path: '/watch-list',
      summary: 'The watch-list of whoever asks',
      scope: 'read',
      answers: { 200: { description: 'Its subjects', content: { 'application/json': watchListAnswer } } },
    },
    async c => c.json({ subjects: await watchedBy(db, c.get('caller').userId) }),
  );
  api.add(
    {
      method: 'put',
      path: '/watch-list/:subject',
      summary: 'Puts a subject on it',
      scope: 'write',
      params,
      answers: { 204: { description: 'It is on it' } },
    },
    async c => {
      const { userId } = c.get('caller');
      const subject = subjectOf(c.req.param('subject'));
      if ((await watchedBy(db, userId)).length >= MAX_WATCHED)
        throw new ProblemRaised(
          problem('invalid-request', {
            detail: `At most ${MAX_WATCHED} subjects are watched.`,
            hint: 'Take one off first.',
          }),
        );
      await watch(db, userId, subject);
      return c.body(null, 204);
    },
  );
  api.add(
    {
      method: 'delete',
      path: '/watch-list/:subject',
      summary: 'Takes a subject off it',
      scope: 'write',
      params,
      answers: { 204: { description: 'It is not on it' } },
    },
    async c => {
      await unwatch(db, c.get('caller').userId, subjectOf(c.req.param('subject')));
      return c.body(null, 204);
    },
  );
}

function subjectOf(text: string): Subject {
  const subject = parseSubject(text);
  if (subject !== null && subject !== 'world') return subject;
  throw new ProblemRaised(
    problem('invalid-request', {
      detail: `"${text}" is no subject.`,
      hint: 'Name a pair such as IRQ-USA, or a country such as IRQ.',
    }),
  );
}
