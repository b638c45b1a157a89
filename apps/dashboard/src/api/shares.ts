import type { Database } from '@tensiometer/core/log/database.ts';
import { createShare, listShares, revokeShare } from '@tensiometer/core/log/shares.ts';
import type { Operations } from '@tensiometer/core/runtime/http/operations.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import { shareBody, shareMade, sharesAnswer } from '@tensiometer/core/wire/shapes/share.ts';
import type { Env } from '../auth/guard.ts';
import { checkRange, indicatorFor } from './asked.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export type ShareDeps = {
  db: Database;
  publicUrl: string;
  /** The position that `asOf` means. */
  positionAt(text: string): Promise<number>;
};

/** Links that show one series to anybody who has them, until they run out or are taken back. */
export function addShares(api: Operations<Env>, { db, publicUrl, positionAt }: ShareDeps): void {
  api.add(
    {
      method: 'get',
      path: '/shares',
      summary: 'The links that were made',
      scope: 'read',
      answers: {
        200: { description: 'Newest first, without their tokens', content: { 'application/json': sharesAnswer } },
      },
    },
    async c => c.json({ shares: await listShares(db) }),
  );
  api.add(
    {
      method: 'post',
      path: '/shares',
      summary: 'Makes a link that shows one series of one subject to anybody',
      description: 'A page, and the same for an iframe. With asOf it keeps showing what was known then.',
      scope: 'write',
      body: { 'application/json': shareBody },
      answers: {
        201: { description: 'The addresses; they are told this once', content: { 'application/json': shareMade } },
      },
    },
    async c => {
      const parsed = shareBody.safeParse(await c.req.json().catch(() => null));
      if (!parsed.success) {
        const words = parsed.error.issues.map(it =>
          [it.path.join('.'), it.message].filter(part => part !== '').join(': '),
        );
        throw new ProblemRaised(problem('invalid-request', { detail: words.join('; ') }));
      }
      const { subject, indicator, from, to, asOf, expiresInDays } = parsed.data;
      const range = from !== undefined && to !== undefined ? { from, to } : null;
      if (range === null && (from ?? to) !== undefined)
        throw new ProblemRaised(problem('invalid-request', { detail: 'Say both "from" and "to", or neither.' }));
      checkRange(range ?? {}, 'day');
      const shown = {
        subject,
        indicator: indicatorFor(subject, indicator),
        range,
        asOf: asOf === undefined ? null : await positionAt(asOf),
      };
      const { share, token } = await createShare(db, shown, expiresInDays, c.get('caller').userId);
      return c.json({ ...share, url: `${publicUrl}/share/${token}`, embedUrl: `${publicUrl}/embed/${token}` }, 201);
    },
  );
  api.add(
    {
      method: 'delete',
      path: '/shares/:id',
      summary: 'Takes a link back',
      scope: 'write',
      params: { id: 'Id of the link' },
      answers: { 204: { description: 'It shows nothing any more' } },
    },
    async c => {
      const id = c.req.param('id');
      if (!UUID.test(id) || !(await revokeShare(db, id)))
        throw new ProblemRaised(problem('not-found', { detail: 'No link of that id works.' }));
      return c.body(null, 204);
    },
  );
}
