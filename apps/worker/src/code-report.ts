import type { ReportId } from '@tensiometer/core/domain/ids.ts';
import { MAX_ATTEMPTS } from '@tensiometer/core/log/claims.ts';
import { isTransient } from '@tensiometer/core/log/database.ts';
import { coded, failed, type Outcome } from '@tensiometer/core/log/settle.ts';
import { describe } from '@tensiometer/core/runtime/lifecycle.ts';
import { type CoderPool, CodingFailed } from './coder-pool.ts';
import type { Desk } from './desk.ts';
import type { Turns } from './turns.ts';

/** What came of a job; `skipped` when its report needed no coding or another worker has it. */
export type JobOutcome = 'coded' | 'not-coded' | 'failed' | 'skipped';

/**
 * Codes one report and records what was found. The try is counted before it begins, and no sooner than its turn, because
 * a killed process costs a try each report that it has taken. After the fifth the report is set aside with the reason.
 * Throws what went wrong on an earlier try, so that the queue tries again later, and `Stopping`.
 */
export async function codeReport(desk: Desk, pool: CoderPool, turns: Turns, reportId: ReportId): Promise<JobOutcome> {
  const give = await turns.take();
  try {
    const taken = await desk.take(reportId);
    if (taken === null) return 'skipped';
    const end = async (outcome: Outcome): Promise<JobOutcome> => {
      // The next one is read while this is being written down.
      give();
      await desk.finish(taken, outcome);
      return outcome.status;
    };
    if (taken.attempts > MAX_ATTEMPTS) return await end(failed(reportId, 'worker-died', MAX_ATTEMPTS));
    const { text, titleLength, publishedAt, language } = taken;
    try {
      const coding = await pool.code({ id: reportId, text, titleLength, publishedAt, language });
      return await end(coded(reportId, coding));
    } catch (error) {
      // Only when the process stops while the database is away: the claim ends by itself.
      if (isTransient(error)) throw error;
      if (taken.attempts >= MAX_ATTEMPTS) {
        const reason = error instanceof CodingFailed ? error.reason : 'coder-error';
        return await end(failed(reportId, reason, taken.attempts));
      }
      await desk.giveBack(taken, describe(error));
      throw error;
    }
  } finally {
    give();
  }
}
