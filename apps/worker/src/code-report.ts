import type { ReportId } from '@tensiometer/core/domain/ids.ts';
import type { Database } from '@tensiometer/core/log/database.ts';
import { claim, MAX_ATTEMPTS, recordCoding, recordFailure, release } from '@tensiometer/core/log/inbox.ts';
import { type CoderPool, CodingFailed } from './coder-pool.ts';

/** How long a claim outlives the time limit of the coder, in seconds. */
const CLAIM_GRACE_SECONDS = 5;

/**
 * Codes one report and records what was found. The try is counted before it begins; after the fifth the report is set
 * aside with the reason. Throws what went wrong on an earlier try, so that the queue tries again later.
 */
export async function codeReport(
  db: Database,
  pool: CoderPool,
  timeLimitMs: number,
  reportId: ReportId,
): Promise<void> {
  const claimed = await claim(db, reportId, timeLimitMs / 1000 + CLAIM_GRACE_SECONDS);
  if (claimed === null) return;
  if (claimed.attempts > MAX_ATTEMPTS) return recordFailure(db, reportId, 'worker-died', MAX_ATTEMPTS);
  const { text, titleLength, publishedAt, language } = claimed;
  try {
    const coding = await pool.code({ id: reportId, text, titleLength, publishedAt, language });
    await recordCoding(db, reportId, coding);
  } catch (error) {
    if (error instanceof CodingFailed && claimed.attempts >= MAX_ATTEMPTS)
      return recordFailure(db, reportId, error.reason, claimed.attempts);
    await release(db, reportId, error instanceof Error ? error.message : String(error));
    throw error;
  }
}
