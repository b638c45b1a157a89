import { withdrawReport } from '@tensiometer/core/log/correct.ts';
import type { Operations } from '@tensiometer/core/runtime/http/operations.ts';
import { correctionBody, parseCorrection, withdrawBody } from '@tensiometer/core/wire/corrections.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import { correctionMade, reportWithdrawn } from '@tensiometer/core/wire/shapes/correction.ts';
import type { Env } from '../auth/guard.ts';
import { type CorrectionDeps, makeCorrection } from '../corrections/make-correction.ts';
import { jsonOf } from './body.ts';
import { answerFile } from './export.ts';
import { pagesOf } from './pages-of.ts';
import type { ReadDeps } from './read.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What people can say of the coding, and what they said. */
export function addCorrections(api: Operations<Env>, deps: CorrectionDeps & Pick<ReadDeps, 'queries'>): void {
  const { db, queries, projected } = deps;
  api.add(
    {
      method: 'post',
      path: '/corrections',
      summary: 'Corrects the coding of a report, or undoes a correction',
      description:
        'Answers once the lines show it. 409 when the report was corrected since the version you name, with the report as it stands in `current`.',
      scope: 'write',
      body: { 'application/json': correctionBody },
      answers: {
        200: { description: 'The report as it stands now', content: { 'application/json': correctionMade } },
      },
    },
    async c => {
      const parsed = parseCorrection(await jsonOf(c));
      if (!parsed.ok) throw new ProblemRaised(problem('invalid-request', { detail: parsed.detail }));
      const { reportId } = parsed.body;
      const made = await makeCorrection(deps, parsed.body, c.get('caller').userId);
      const report = await queries.report(reportId);
      return c.json({
        reportId,
        correction: made.correctionId,
        version: made.version,
        position: made.position,
        events: report?.events ?? [],
        suppressed: report?.suppressed ?? [],
        rejected: report?.rejected ?? [],
        corrections: report?.corrections ?? [],
      });
    },
  );
  api.add(
    {
      method: 'get',
      path: '/corrections/export',
      summary: 'The corrected reports, as a test set for the coder',
      description: 'One report a line: its text, the events that it should give, and those that it should not.',
      scope: 'read',
      answers: {
        200: { description: 'NDJSON, oldest correction first', content: { 'application/x-ndjson': null } },
      },
    },
    c =>
      answerFile(
        c,
        'ndjson',
        'corrections',
        { columns: [], row: () => [] },
        pagesOf(
          async page => {
            const { reports, next } = await queries.correctedReports(page);
            return { items: reports, next };
          },
          undefined,
          { pageSize: 100 },
        ),
      ),
  );
  api.add(
    {
      method: 'post',
      path: '/reports/:id/withdraw',
      summary: 'Takes a report out of the numbers for good',
      scope: 'write',
      params: { id: 'Id of the report' },
      body: { 'application/json': withdrawBody },
      answers: { 200: { description: 'It is out', content: { 'application/json': reportWithdrawn } } },
    },
    async c => {
      const reportId = c.req.param('id').toLowerCase();
      const body = withdrawBody.safeParse(await jsonOf(c));
      if (!body.success)
        throw new ProblemRaised(problem('invalid-request', { detail: 'reason: say why, in up to 500 characters.' }));
      const position = UUID.test(reportId)
        ? await withdrawReport(db, reportId, body.data.reason, c.get('caller').userId)
        : null;
      if (position === null)
        throw new ProblemRaised(
          problem('not-found', { detail: 'There is no report of that id, or it was taken out before.' }),
        );
      await projected(position);
      return c.json({ reportId, position });
    },
  );
}
