import { sql } from 'drizzle-orm';
import type { Severity } from '../domain/alert-event.ts';
import type { Day } from '../domain/day.ts';
import { readingOn } from '../domain/reading.ts';
import { ruleSentence } from '../domain/rule-sentence.ts';
import { countriesOf, kindOf, type Subject } from '../domain/subject.ts';
import { type Threshold, watchesMany } from '../domain/threshold.ts';
import type { Executor } from '../log/database.ts';
import type { ThresholdView } from '../wire/api.ts';
import { SEVERITY } from './ask-alerts.ts';
import { loadFacts } from './facts.ts';
import { scopeName } from './names.ts';
import { silenceOf, silencesOf } from './silences.ts';

type Row = {
  version: number;
  data: Threshold;
  set_by: string | null;
  set_at: string;
  alerts: { alertId: string; severity: Severity; since: string }[] | null;
};

/** Lines that are set, each with its value today and what stands on it; those that watch a subject, when one is given. */
export async function askThresholds(
  db: Executor,
  subject: Subject | undefined,
  today: Day,
  now: number,
): Promise<ThresholdView[]> {
  const { rows } = await db.execute<Row>(
    sql`select t.version, t.data, e.meta ->> 'userId' as set_by, to_char(e.recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as set_at,
          (select json_agg(json_build_object('alertId', a.alert_id, 'severity', ${SEVERITY},
             'since', to_char(a.raised_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by ${SEVERITY}, a.raised_position)
           from alerts a where a.threshold_id = t.threshold_id and a.cleared_position is null) as alerts
        from thresholds t join events e on e.position = t.position
        ${subject === undefined ? sql`` : sql`where ${watching(subject)}`} order by t.subject, t.threshold_id`,
  );
  const silences = await silencesOf(db, new Set(rows.map(row => row.data.thresholdId)));
  const views: ThresholdView[] = [];
  for (const { version, data, set_by, set_at, alerts } of rows) {
    const name = scopeName(data);
    const facts = watchesMany(data)
      ? null
      : await loadFacts(db, data.subject, data.indicator, { from: today, to: today });
    views.push({
      ...data,
      version,
      name,
      sentence: ruleSentence(data, name),
      value: facts === null ? null : readingOn(data.indicator, facts, today).value,
      // "critical" comes before "warning" in the alphabet as well
      alert: alerts?.[0] ?? null,
      standing: alerts?.length ?? 0,
      silence: silenceOf(silences, data.thresholdId, null, now),
      set: { by: set_by ?? 'unknown', at: set_at },
    });
  }
  return views;
}

/** Rules `t` that watch a subject: alone, in a list, or as a pair of a country. */
function watching(subject: Subject) {
  const anyPair = kindOf(subject) === 'dyad' ? countriesOf(subject).map(country => `${country}-*`) : [];
  return sql`(t.subject = any(${sql.param([subject, ...anyPair])}::text[]) or t.data -> 'members' ? ${subject})`;
}
