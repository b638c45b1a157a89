import type { Arrival } from '@tensiometer/core/log/receive.ts';
import type { Source } from '@tensiometer/core/log/sources.ts';
import { type Problem, ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import type { ReportError } from '@tensiometer/core/wire/report.ts';
import type { IntakeReceipt } from '@tensiometer/core/wire/shapes/intake.ts';
import type { Item, ReadBody } from './body.ts';
import type { Intake } from './intake.ts';

export type Accepted = { status: 200 | 202 | 422; receipts: IntakeReceipt[] };

/**
 * Stores what can be stored, queues what is new, and answers for each report: 202 when one was accepted, 200 when all
 * are repeats, 422 when none could be. A single report that cannot be taken is thrown as its own problem, with the receipt.
 */
export async function accept(intake: Intake, source: Source, body: ReadBody, contentType: string): Promise<Accepted> {
  const arrivals = body.items.flatMap((item): Arrival[] =>
    item.parsed.ok ? [{ source, report: item.parsed.report, raw: item.raw, contentType }] : [],
  );
  const receptions = await intake.take(arrivals);
  if (receptions.some(reception => reception.status === 'source-gone'))
    throw new ProblemRaised(problem('wrong-key', { detail: 'The source of this key was withdrawn.' }));
  const outcomes = receptions[Symbol.iterator]();
  const receipts = body.items.map((item, index): IntakeReceipt => {
    const base = { index, ...idOf(item) };
    if (!item.parsed.ok) return { ...base, status: 'rejected', problem: unreadable(item.parsed.errors) };
    const reception = outcomes.next().value;
    const ignored = item.parsed.ignored.length > 0 ? { ignored: item.parsed.ignored } : {};
    if (!reception || !('reportId' in reception))
      return { ...base, status: 'rejected', problem: idReused(), ...ignored };
    return { ...base, reportId: reception.reportId, status: reception.status, ...ignored };
  });
  const [only] = receipts;
  if (body.single && only?.problem) throw new ProblemRaised({ ...only.problem, receipts });
  const any = (status: IntakeReceipt['status']) => receipts.some(receipt => receipt.status === status);
  return { status: any('accepted') ? 202 : any('duplicate') ? 200 : 422, receipts };
}

function idOf({ parsed }: Item): { id?: string } {
  return parsed.ok && parsed.report.id !== null ? { id: parsed.report.id } : {};
}

function unreadable(errors: ReportError[]): Problem {
  const limit = errors.find(error => error.tooLarge !== undefined)?.tooLarge;
  if (limit !== undefined) return problem('too-large', { detail: errors[0]?.detail ?? '', limit });
  return problem('invalid-report', {
    detail: errors.map(error => (error.pointer === '' ? error.detail : `${error.pointer}: ${error.detail}`)).join('; '),
    errors: errors.map(({ pointer, detail }) => ({ pointer, detail })),
  });
}

function idReused(): Problem {
  return problem('id-reused', { hint: 'Send a changed report under an id of its own; the first one stands.' });
}
