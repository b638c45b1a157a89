import { type SQL, sql } from 'drizzle-orm';

/** Reports `r` whose source has not been withdrawn. */
export const IN_FORCE: SQL = sql`r.withdrawn_position is null`;
/** Reports `r` that count towards coverage. */
export const COUNTED: SQL = sql`(r.outcome = 'coded' or (r.outcome = 'not-coded' and (r.reason in ('no-act', 'suppressed-only') or r.earliest_event_day is not null))) and ${IN_FORCE}`;
/** First day that a report `r` covers. */
export const FIRST_DAY: SQL = sql`least(r.published_day, r.earliest_event_day)`;
/** Reports `r` that passed the language gate. */
export const READ: SQL = sql`(r.outcome = 'coded' or (r.outcome = 'not-coded' and r.reason not in ('empty', 'unsupported-language'))) and ${IN_FORCE}`;
