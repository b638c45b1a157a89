import { type SQL, sql } from 'drizzle-orm';
import type { Position } from '../domain/ids.ts';
import type { Executor } from './database.ts';

/** What is wrong with the log, and the first place where it shows. */
export type Finding = { check: CheckName; position: Position | null; detail: string };
/** The seal of a position, which vouches for everything before it when it is kept elsewhere. */
export type Anchor = { position: Position; seal: string };
export type Audit = { head: Anchor; events: number; findings: Finding[] };

/** One query a check; each answers the first place that does not hold, or nothing. */
const CHECKS = {
  gapless: sql`select position, 'it follows on ' || before as detail
    from (select position, lag(position, 1, 0::bigint) over (order by position) as before from events) e where position <> before + 1`,
  time: sql`select position, 'it was recorded before the one it follows' as detail
    from (select position, recorded_at, lag(recorded_at) over (order by position) as before from events) e where recorded_at < before`,
  content: sql`select position, 'its content is not what was recorded' as detail from events
    where content_hash <> content_hash(stream_id, type, schema_version, data)`,
  seal: sql`select position, 'its seal does not fit: it or the one before it was changed, moved or put in' as detail
    from (select *, lag(seal, 1, ''::bytea) over (order by position) as before from events) e
    where seal <> sha256(before || seal_link(position, event_id, stream_version, occurred_at, recorded_at, content_hash, meta))`,
  versions: sql`select position, 'version ' || stream_version || ' of ' || stream_id || ' follows on ' || before as detail
    from (select position, stream_id, stream_version, lag(stream_version, 1, 0) over (partition by stream_id order by position) as before from events) e
    where stream_version <> before + 1`,
  streams: sql`select null::bigint as position, 'stream ' || coalesce(s.stream_id, e.stream_id) || ' is noted at ' || coalesce(s.version, 0) || ' and stands at ' || coalesce(e.version, 0) as detail
    from streams s full join (select stream_id, max(stream_version) as version from events group by 1) e on e.stream_id = s.stream_id
    where s.version is distinct from e.version`,
  inbox: sql`select null::bigint as position, 'report ' || coalesce(r.report_id::text, e.report_id) || ' is ' || coalesce(r.status, 'missing') || ' in the inbox and ' || coalesce(e.status, 'unknown') || ' in the log' as detail
    from (select report_id, status from reports) r full join (
      select distinct on (data ->> 'reportId') data ->> 'reportId' as report_id, case type
        when 'ReportCoded' then 'coded' when 'ReportNotCoded' then 'not-coded' when 'ReportFailed' then 'failed' else 'pending' end as status
      from events where type in ('ReportReceived', 'ReportCoded', 'ReportNotCoded', 'ReportFailed', 'ReportReplayed')
      order by data ->> 'reportId', position desc) e on e.report_id = r.report_id::text
    where r.status is distinct from e.status`,
} as const satisfies Record<string, SQL>;

export type CheckName = keyof typeof CHECKS | 'anchor';

/**
 * Looks at the whole log: order, time, content, seals, versions of the streams, and the inbox against it. An anchor is
 * compared with the seal that stands at its position now: a log that was rewritten from the start, or cut back, fits
 * itself and shows against an anchor alone.
 */
export async function auditLog(db: Executor, anchor: Anchor | null): Promise<Audit> {
  const findings: Finding[] = [];
  for (const [check, query] of Object.entries(CHECKS)) {
    const { rows } = await db.execute<{ position: string | null; detail: string }>(
      sql`select * from (${query}) found order by position limit 1`,
    );
    for (const { position, detail } of rows)
      findings.push({ check: checkNamed(check), position: position === null ? null : Number(position), detail });
  }
  if (anchor) {
    const { rows } = await db.execute<{ seal: string }>(
      sql`select encode(seal, 'hex') as seal from events where position = ${anchor.position}`,
    );
    const found = rows[0]?.seal ?? 'nothing';
    if (found !== anchor.seal)
      findings.push({
        check: 'anchor',
        position: anchor.position,
        detail: `the anchor says ${anchor.seal}, and there is ${found}: the log was rewritten or cut back`,
      });
  }
  const { rows } = await db.execute<{ events: string; position: string | null; seal: string | null }>(
    sql`select count(*) as events, max(position) as position, (select encode(seal, 'hex') from events order by position desc limit 1) as seal from events`,
  );
  const [row] = rows;
  return {
    head: { position: Number(row?.position ?? 0), seal: row?.seal ?? '' },
    events: Number(row?.events ?? 0),
    findings,
  };
}

function checkNamed(name: string): CheckName {
  // The names come from CHECKS itself, whose keys these are.
  return name as CheckName;
}
