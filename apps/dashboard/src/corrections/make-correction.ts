import type { Position } from '@tensiometer/core/domain/ids.ts';
import { type CorrectionRequest, correct } from '@tensiometer/core/log/correct.ts';
import type { Database } from '@tensiometer/core/log/database.ts';
import { countryCodes } from '@tensiometer/core/views/names.ts';
import type { Queries } from '@tensiometer/core/views/queries.ts';
import type { CorrectionBody } from '@tensiometer/core/wire/corrections.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';

export type CorrectionDeps = {
  db: Database;
  queries: Pick<Queries, 'report'>;
  /** Resolves once the views have reached a position, or after two seconds. */
  projected(position: Position): Promise<void>;
};

/**
 * Corrects a report and answers once the views show it. Throws a problem that says what to do: 404 without such a report,
 * 409 with the report as it stands when somebody else corrected it meanwhile, 422 for what cannot be corrected that way.
 */
export async function makeCorrection(
  { db, queries, projected }: CorrectionDeps,
  body: CorrectionBody,
  userId: string,
): Promise<{ correctionId: string; position: Position; version: number }> {
  const { reportId, version } = body;
  const outcome = await correct(db, { reportId, version, userId, wanted: wantedBy(body) });
  switch (outcome.status) {
    case 'corrected':
      await projected(outcome.position);
      return outcome;
    case 'no-report':
      throw new ProblemRaised(problem('not-found', { detail: 'There is no report of that id, or it was taken out.' }));
    case 'refused':
      throw new ProblemRaised(problem('invalid-request', { detail: outcome.problem }));
    case 'conflict': {
      const report = await queries.report(reportId);
      throw new ProblemRaised(
        problem('conflict', {
          detail: `The events of this report were corrected by somebody else meanwhile: you saw version ${version}, it is at ${outcome.version}.`,
          hint: 'Look at it as it stands now, and repeat what is still wrong.',
          current: {
            version: outcome.version,
            events: report?.events ?? [],
            rejected: report?.rejected ?? [],
            corrections: report?.corrections ?? [],
          },
        }),
      );
    }
  }
}

function wantedBy(body: CorrectionBody): CorrectionRequest['wanted'] {
  const { reason } = body;
  switch (body.action) {
    case 'reject':
      return { do: 'reject', event: body.event, reason };
    case 'retype':
      return {
        do: 'amend',
        event: body.event,
        amendment: { what: 'type', type: body.type, mode: body.mode ?? null },
        reason,
      };
    case 'parties': {
      const { actors, recipients } = known(body);
      return { do: 'amend', event: body.event, amendment: { what: 'parties', actors, recipients }, reason };
    }
    case 'date':
      return { do: 'amend', event: body.event, amendment: { what: 'date', date: body.date }, reason };
    case 'add': {
      const { start, end, type } = body;
      const missed = { start, end, type, mode: body.mode ?? null, ...known(body), date: body.date ?? null };
      return { do: 'add', missed, reason };
    }
    case 'undo':
      return { do: 'undo', correction: body.correction, reason };
  }
}

function known({ actors, recipients }: { actors: string[]; recipients: string[] }) {
  const stranger = [...actors, ...recipients].find(code => !countryCodes.includes(code));
  if (stranger !== undefined) {
    throw new ProblemRaised(
      problem('invalid-request', {
        detail: `${stranger} is the code of no country.`,
        hint: 'Countries go by ISO 3166 alpha-3, such as IRQ; beside them there are PSE, TWN, KOS, EUR, UNO and NAT.',
      }),
    );
  }
  return { actors: [...new Set(actors)], recipients: [...new Set(recipients)] };
}
