import { type SQL, sql } from 'drizzle-orm';
import type { ReportId } from '../domain/ids.ts';
import type { Database } from './database.ts';

/** Tries that a report gets before it is set aside as failed. They are counted in the inbox, where a killed worker cannot lose them. */
export const MAX_ATTEMPTS = 5;
/** How long a claim lasts unless it is extended; a killed worker's reports are free again after it. */
const CLAIM_SECONDS = 8;
/** How much later than the end of its claim the sweeper looks for a report. */
const SWEEP_AFTER_SECONDS = 1;

/** One try at a report. The same `token` asks for the same try again, as when the answer to the first asking was lost. */
export type ClaimRequest = { reportId: ReportId; token: string };
export type Claim = ClaimRequest & {
  attempts: number;
  text: string;
  titleLength: number;
  /** As stated by the sender, else the time of receipt. */
  publishedAt: string;
  language: string | null;
};

const CLAIMED: SQL = sql`claimed_until = clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS}),
  next_enqueue_at = clock_timestamp() + make_interval(secs => ${CLAIM_SECONDS + SWEEP_AFTER_SECONDS})`;

/**
 * Takes reports for coding and counts the tries, before anything can go wrong with them. Null for one that needs no
 * coding or that another try holds. Rows that somebody else has locked are left: waiting for them could be for ever.
 */
export async function claim(db: Database, requests: readonly ClaimRequest[]): Promise<(Claim | null)[]> {
  const { rows } = await db.execute<{
    report_id: string;
    token: string;
    attempts: number;
    text: string;
    title_length: number;
    published_at: string;
    language: string | null;
  }>(
    sql`with free as (
          select r.report_id, a.token, r.claimed_by is distinct from a.token as new
          from (select distinct on (p.report_id) p.report_id, p.token from ${pairs(requests)} as p(report_id, token) order by p.report_id) a
          join reports r on r.report_id = a.report_id
          where r.status = 'pending' and (r.claimed_until is null or r.claimed_until < clock_timestamp() or r.claimed_by = a.token)
          for update of r skip locked)
        update reports r set attempts = r.attempts + free.new::int, claimed_by = free.token, ${CLAIMED}
        from free where r.report_id = free.report_id
        returning r.report_id, free.token, r.attempts, r.text, r.title_length, r.language,
          coalesce(r.published_at, to_char(r.received_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) as published_at`,
  );
  const taken = new Map(rows.map(row => [row.token, row]));
  return requests.map(({ reportId, token }) => {
    const row = taken.get(token);
    if (!row) return null;
    const { attempts, text, title_length: titleLength, published_at: publishedAt, language } = row;
    return { reportId, token, attempts, text, titleLength, publishedAt, language };
  });
}

/** Keeps claims for longer, those that are still held. */
export async function extendClaims(db: Database, claims: readonly ClaimRequest[]): Promise<void> {
  await db.execute(
    sql`with held as (select r.report_id from ${pairs(claims)} a(report_id, token) join reports r on r.report_id = a.report_id
          where r.status = 'pending' and r.claimed_by = a.token for update of r skip locked)
        update reports r set ${CLAIMED} from held where r.report_id = held.report_id`,
  );
}

/** Gives a claim back after a failed try, with what went wrong. A text that PostgreSQL cannot hold must not stand in the way. */
export async function release(db: Database, { reportId, token }: ClaimRequest, error: string): Promise<void> {
  await db.execute(
    sql`update reports set claimed_until = null, claimed_by = null, last_error = ${error.replaceAll('\u0000', '').slice(0, 500)}
        where report_id = ${reportId} and status = 'pending' and claimed_by = ${token}`,
  );
}

function pairs(requests: readonly ClaimRequest[]): SQL {
  return sql`unnest(${sql.param(requests.map(it => it.reportId))}::uuid[], ${sql.param(requests.map(it => it.token))}::uuid[])`;
}
