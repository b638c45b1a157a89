import type { ReportId } from '@tensiometer/core/domain/ids.ts';
import { MAX_ATTEMPTS } from '@tensiometer/core/log/claims.ts';
import { isTransient } from '@tensiometer/core/log/database.ts';
import { coded, failed } from '@tensiometer/core/log/settle.ts';
import { describe } from '@tensiometer/core/runtime/lifecycle.ts';
import { type CoderPool, CodingFailed } from './coder-pool.ts';
import type { Desk } from './desk.ts';

/**
 * Codes one report and records what was found. The try is counted before it begins; after the fifth the report is set
 * aside with the reason. Throws what went wrong on an earlier try, so that the queue tries again later.
 */
export async function codeReport(desk: Desk, pool: CoderPool, reportId: ReportId): Promise<void> {
  const taken = await desk.take(reportId);
  if (taken === null) return;
  if (taken.attempts > MAX_ATTEMPTS) return desk.finish(taken, failed(reportId, 'worker-died', MAX_ATTEMPTS));
  const { text, titleLength, publishedAt, language } = taken;
  try {
    const coding = await pool.code({ id: reportId, text, titleLength, publishedAt, language });
    await desk.finish(taken, coded(reportId, coding));
  } catch (error) {
    // Only when the process stops while the database is away: the claim ends by itself.
    if (isTransient(error)) throw error;
    if (taken.attempts >= MAX_ATTEMPTS) {
      const reason = error instanceof CodingFailed ? error.reason : 'coder-error';
      return desk.finish(taken, failed(reportId, reason, taken.attempts));
    }
    await desk.giveBack(taken, describe(error));
    throw error;
  }
}
