import { sql } from 'drizzle-orm';
import type { Subject } from '../domain/subject.ts';
import type { Executor } from '../log/database.ts';
import type { ThresholdView } from '../wire/api.ts';
import { parseLogEvent } from '../wire/log-event.ts';

type Silence = NonNullable<ThresholdView['silence']>;
/** The silences of some rules, oldest first; `until` null where one was lifted. */
export type Silences = ReadonlyMap<string, (Omit<Silence, 'until'> & { until: string | null })[]>;

/** What was said of the silences of rules, up to the position that the views stand at. */
export async function silencesOf(db: Executor, thresholdIds: ReadonlySet<string>): Promise<Silences> {
  const streams = [...thresholdIds].map(id => `silence-${id}`);
  const { rows } = await db.execute<{ data: unknown; at: string; by: string | null }>(
    sql`select data, to_char(recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, meta ->> 'userId' as by from events
        where stream_id = any(${sql.param(streams)}::text[]) and position <= current_setting('tensiometer.as_of')::bigint order by position`,
  );
  const silences = new Map<string, (Omit<Silence, 'until'> & { until: string | null })[]>();
  for (const { data, at, by } of rows) {
    const event = parseLogEvent('ThresholdSilenced', data);
    if (event.type !== 'ThresholdSilenced') continue;
    const { thresholdId, subject, until, reason } = event.data;
    const said = { subject, until, reason, by: by ?? 'unknown', since: at };
    silences.set(thresholdId, [...(silences.get(thresholdId) ?? []), said]);
  }
  return silences;
}

/** The silence that is in force for a rule and a subject (null: for all of them), by the last that was said. */
export function silenceOf(
  silences: Silences,
  thresholdId: string,
  subject: Subject | null,
  now: number,
): Silence | null {
  const last = silences.get(thresholdId)?.findLast(it => it.subject === null || it.subject === subject);
  if (last === undefined || last.until === null || Date.parse(last.until) <= now) return null;
  return { ...last, until: last.until };
}
