import { sql } from 'drizzle-orm';
import { triggerOf } from '../domain/correction.ts';
import type { Executor } from '../log/database.ts';
import type { CorrectedReport, CorrectionView, EventView } from '../wire/api.ts';
import { loadEvents } from './event-views.ts';
import type { CorrectionRow } from './fold.ts';
import { readCorrections } from './report-tables.ts';

/** The corrections of a report, in the order they were made, and the version that the next one must name. */
export async function askCorrections(
  db: Executor,
  reportId: string,
  text: string | null,
): Promise<{ corrections: CorrectionView[]; correctionsVersion: number }> {
  const rows = await readCorrections(db, sql`c.report_id = ${reportId}`);
  const undone = rows.filter(row => row.undone !== null).length;
  return { corrections: rows.map(row => toView(row, text)), correctionsVersion: rows.length + undone };
}

function toView(
  { correctionId, correction, recordedAt, userId, undone }: CorrectionRow,
  text: string | null,
): CorrectionView {
  const { data } = correction;
  const span = 'event' in data ? triggerOf(data.event) : data.target.span;
  const amendment = 'amendment' in data ? data.amendment : null;
  const event = 'event' in data ? data.event : null;
  const codes = (side: readonly { country: string | null }[]) => side.flatMap(it => it.country ?? []);
  return {
    id: correctionId,
    what: amendment?.what ?? (event ? 'added' : 'rejected'),
    start: span.start,
    end: span.end,
    text: text?.slice(span.start, span.end) ?? null,
    type: amendment?.what === 'type' ? amendment.type : (event?.type ?? ('target' in data ? data.target.type : null)),
    mode: amendment?.what === 'type' ? amendment.mode : (event?.mode ?? null),
    actors: amendment?.what === 'parties' ? amendment.actors : event ? codes(event.actors) : null,
    recipients: amendment?.what === 'parties' ? amendment.recipients : event ? codes(event.recipients) : null,
    date: amendment?.what === 'date' ? amendment.date : (event?.date ?? null),
    at: recordedAt,
    userId,
    reason: data.reason,
    undone,
  };
}

const CURSOR = /^\d{1,15}$/;

/** Reports with a correction that stands, by the last one of each, with what they should be read as; texts that were erased are left out. */
export async function askCorrectedReports(
  db: Executor,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<{ reports: CorrectedReport[]; next: string | null }> {
  const after = CURSOR.test(cursor ?? '') ? Number(cursor) : 0;
  const { rows } = await db.execute<
    Pick<CorrectedReport, 'reportId' | 'title' | 'titleLength' | 'publishedAt' | 'language'> & {
      text: string | null;
      last: string;
    }
  >(
    sql`select b.report_id as "reportId", b.title, b.text, b.title_length as "titleLength", b.published_at as "publishedAt", b.language, c.last
        from (select report_id, max(position) as last from corrections where undone is null group by report_id) c
          join report_days r on r.report_id = c.report_id and r.withdrawn_position is null join reports b on b.report_id = c.report_id
        where c.last > ${after} order by c.last limit ${limit}`,
  );
  const reports: CorrectedReport[] = [];
  for (const { last: _, text, ...report } of rows) {
    if (text === null) continue;
    const events = await loadEvents(
      db,
      sql`e.report_id = ${report.reportId}`,
      sql`e.event_day, e.coded_event_id`,
      1_000,
    );
    const { corrections } = await askCorrections(db, report.reportId, text);
    const of = (status: EventView['status']) => events.filter(event => event.status === status).map(toExpected);
    reports.push({ ...report, text, expected: of('coded'), rejected: of('rejected'), corrections });
  }
  return { reports, next: rows.length === limit ? (rows.at(-1)?.last ?? null) : null };
}

function toExpected({
  type,
  mode,
  actors,
  recipients,
  date,
  evidence,
}: EventView): CorrectedReport['expected'][number] {
  const trigger = evidence.find(part => part.role === 'trigger');
  const codes = (side: EventView['actors']) => side.flatMap(({ country }) => country ?? []);
  return {
    type,
    mode,
    actors: codes(actors),
    recipients: codes(recipients),
    date,
    start: trigger?.start ?? 0,
    end: trigger?.end ?? 0,
  };
}
