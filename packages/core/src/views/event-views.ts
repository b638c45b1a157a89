import { type SQL, sql } from 'drizzle-orm';
import { type Party, type Span, STATE_SECTORS } from '../domain/coded-event.ts';
import type { LoggedEvent, LoggedSuppressed } from '../domain/log-event.ts';
import type { Executor } from '../log/database.ts';
import type { EventView, PartyView } from '../wire/api.ts';
import { IN_FORCE } from './in-force.ts';
import { countryName } from './names.ts';
import { sentenceAround } from './sentence.ts';

type Row = {
  status: 'coded' | 'suppressed' | 'rejected';
  report_id: string;
  position: string;
  seq: number;
  data: LoggedEvent | LoggedSuppressed;
  original: LoggedEvent | null;
  corrections: string[];
  added: boolean;
  version: number;
  text: string | null;
  outlet: string;
  family: string;
  published_at: string | null;
  published_day: string;
  url: string | null;
  demo: boolean;
};

/** An outlet as it is shown: a source that declares none goes by its own name. */
export const outletName = sql`case when r.outlet like 'source:%' then coalesce((select s.name from sources s where s.source_id = r.source_id), 'unknown') else r.outlet end`;

/**
 * Coded or suppressed events in force, filled with the words of their reports. `where` may use `e` (coded_events), `r`
 * (report_days) and `b` (reports); `order` follows "order by".
 */
export async function loadEvents(db: Executor, where: SQL, order: SQL, limit: number): Promise<EventView[]> {
  return (await loadPlacedEvents(db, where, order, limit)).map(placed => placed.event);
}

/** The same with the place of each event among those of its position, as cursors need it. */
export async function loadPlacedEvents(
  db: Executor,
  where: SQL,
  order: SQL,
  limit: number,
): Promise<{ event: EventView; seq: number }[]> {
  const { rows } = await db.execute<Row>(
    sql`select e.status, e.report_id, e.position, e.seq, e.data, e.original, e.corrections, e.added,
          (select count(*) + count(c.undone) from corrections c where c.report_id = e.report_id)::int as version, b.text, ${outletName} as outlet, r.outlet_family as family, b.published_at, r.published_day::text, b.url, r.demo
        from coded_events e join report_days r on r.report_id = e.report_id left join reports b on b.report_id = e.report_id
        where ${IN_FORCE} and e.until_position is null and ${where} order by ${order} limit ${limit}`,
  );
  return rows.map(row => ({ event: toView(row), seq: row.seq }));
}

/** The coded events of some ids that count, by id. */
export async function loadCounted(db: Executor, ids: readonly string[]): Promise<Map<string, EventView>> {
  if (ids.length === 0) return new Map();
  // Found by their reports: there is no index of events by id, and the log tells of millions.
  const events = await loadEvents(
    db,
    sql`e.status = 'coded' and e.coded_event_id = any(${sql.param(ids)}::uuid[])
        and e.report_id = any(array(select m.report_id from story_members m where m.coded_event_id = any(${sql.param(ids)}::uuid[])))`,
    sql`e.position desc, e.seq`,
    ids.length,
  );
  return new Map(events.map(event => [event.id, event]));
}

function toView(row: Row): EventView {
  const { data, text } = row;
  const words = (span: Span): string | null => text?.slice(span.start, span.end) ?? null;
  const party = (side: Party): PartyView => ({
    text: words(side.span),
    country: side.country,
    countryName: side.country === null ? null : countryName(side.country),
    sector: side.sector,
    ...side.span,
  });
  const trigger = data.evidence.find(part => part.role === 'trigger');
  const sentence = text === null || !trigger ? null : sentenceAround(text, trigger);
  return {
    id: data.id,
    reportId: row.report_id,
    position: Number(row.position),
    status: row.status,
    ...('reason' in data ? { reason: data.reason } : {}),
    type: data.type,
    mode: data.mode,
    cameo: data.cameo,
    quad: data.quad,
    score: data.score,
    goldstein: data.goldstein,
    actors: data.actors.map(party),
    recipients: data.recipients.map(party),
    reciprocal: data.reciprocal,
    nonState: [...data.actors, ...data.recipients].some(side => !STATE_SECTORS.has(side.sector)),
    date: data.date,
    datePrecision: data.datePrecision,
    factuality: data.factuality,
    confidence: data.confidence,
    evidence: data.evidence.map(part => ({ ...part, text: words(part) })),
    sentence: sentence && text !== null ? { ...sentence, text: text.slice(sentence.start, sentence.end) } : null,
    corrections: row.corrections,
    added: row.added,
    correctionsVersion: row.version,
    original: row.original && said(row.original),
    outlet: row.outlet,
    family: row.family,
    publishedAt: row.published_at,
    publishedDay: row.published_day,
    url: row.url,
    demo: row.demo,
  };
}

/** What an event says, by codes alone. */
function said({ type, mode, actors, recipients, date }: LoggedEvent): NonNullable<EventView['original']> {
  const codes = (side: readonly Party[]) => side.flatMap(({ country }) => (country === null ? [] : [country]));
  return { type, mode, actors: codes(actors), recipients: codes(recipients), date };
}
