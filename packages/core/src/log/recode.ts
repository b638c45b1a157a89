import { isDeepStrictEqual } from 'node:util';
import { sql } from 'drizzle-orm';
import type { CoderInput, CoderVersion, Coding } from '../domain/coded-event.ts';
import type { Position, ReportId } from '../domain/ids.ts';
import type { LogEvent, Recorded } from '../domain/log-event.ts';
import { append, lockLog, type NewEvent } from './append.ts';
import type { Database } from './database.ts';
import { deriveId } from './ids.ts';
import { readStream, readStreams } from './read.ts';
import { coded } from './settle.ts';

/** Stream of the promotions. */
export const CODER_STREAM = 'coder';
const BATCH = 200;

const nameOf = ({ name, version }: CoderVersion): string => `${name} ${version}`;

/** Reports that count (coded or not), which a coder has not read again yet. */
export async function nextToRecode(db: Database, coder: CoderVersion, limit = BATCH): Promise<CoderInput[]> {
  const { rows } = await db.execute<CoderInput>(
    sql`select r.report_id as id, r.text, r.title_length as "titleLength", r.language,
          coalesce(r.published_at, to_char(r.received_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) as "publishedAt"
        from reports r join sources s on s.source_id = r.source_id and not s.withdrawn
        where r.status in ('coded', 'not-coded') and r.text is not null
          and not exists (select 1 from recodings c where c.coder = ${nameOf(coder)} and c.report_id = r.report_id)
        order by r.report_id limit ${limit}`,
  );
  return rows;
}

/** How many reports a coder has read again, of how many. */
export async function recodingProgress(db: Database, coder: CoderVersion): Promise<{ done: number; of: number }> {
  const { rows } = await db.execute<{ done: number; of: number }>(
    sql`select (select count(*)::int from recodings where coder = ${nameOf(coder)}) as done,
          (select count(*)::int from reports r join sources s on s.source_id = r.source_id and not s.withdrawn
            where r.status in ('coded', 'not-coded') and r.text is not null) as of`,
  );
  return rows[0] ?? { done: 0, of: 0 };
}

export async function saveRecodings(
  db: Database,
  coder: CoderVersion,
  codings: readonly { reportId: ReportId; coding: Coding }[],
): Promise<void> {
  await db.execute(
    sql`insert into recodings (coder, report_id, coding) select ${nameOf(coder)}, "reportId", coding
        from jsonb_to_recordset(${JSON.stringify(codings)}::jsonb) as c("reportId" uuid, coding jsonb) on conflict do nothing`,
  );
}

type Read = Extract<LogEvent, { type: 'ReportCoded' | 'ReportNotCoded' }>;
/** A report that a coder reads otherwise than the one whose coding stands in the log. */
export type Recoded = { reportId: ReportId; before: Read; after: Read; coding: Coding };

/** The reports that a coder reads otherwise, a batch at a time. Another version alone makes no difference. */
export async function* differences(db: Database, coder: CoderVersion): AsyncGenerator<Recoded[]> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await db.execute<{ report_id: string; coding: Coding }>(
      sql`select report_id, coding from recodings where coder = ${nameOf(coder)} and report_id > ${after} order by report_id limit ${BATCH}`,
    );
    const last = rows.at(-1);
    if (!last) return;
    after = last.report_id;
    const streams = await readStreams(
      db,
      rows.map(row => `report-${row.report_id}`),
    );
    const changed = rows.flatMap(({ report_id: reportId, coding }): Recoded[] => {
      const before = lastRead(streams.get(`report-${reportId}`) ?? []);
      if (!before) return [];
      const event = coded(reportId, coding).eventOf(0);
      // Sound: the outcome of a coding is one of these two.
      const read = { type: event.type, data: event.data } as Read;
      return isDeepStrictEqual(content(before), content(read)) ? [] : [{ reportId, before, after: read, coding }];
    });
    if (changed.length > 0) yield changed;
  }
}

function lastRead(stream: readonly Recorded[]): Read | null {
  if (stream.some(event => event.type === 'ReportWithdrawn')) return null;
  const last = stream.findLast(event => event.type === 'ReportCoded' || event.type === 'ReportNotCoded');
  return last?.type === 'ReportCoded' || last?.type === 'ReportNotCoded'
    ? ({ type: last.type, data: last.data } as Read)
    : null;
}

/** A reading without the name of who read it; keys that are undefined and missing are the same. */
function content({ type, data }: Read): unknown {
  return JSON.parse(JSON.stringify({ type, data: { ...data, coder: null } }));
}

/**
 * Makes a coder the one whose readings count: `CoderPromoted`, then the reports that it reads otherwise. One that was
 * broken off is gone on with. Answers how many reports are read otherwise now.
 */
export async function promote(
  db: Database,
  coder: CoderVersion,
  userId: string,
  onProgress: (done: number) => void = () => {},
): Promise<{ position: Position; reports: number }> {
  const history = await readStream(db, CODER_STREAM);
  const last = history.at(-1);
  const goesOn = last?.type === 'CoderPromoted' && isDeepStrictEqual(last.data.coder, coder);
  const n = goesOn ? history.length : history.length + 1;
  const eventId = deriveId('coder-promoted', n, coder.name, coder.version);
  const [promoted] = await append(
    db,
    [{ type: 'CoderPromoted', data: { coder }, eventId, streamId: CODER_STREAM, meta: { userId } }],
    goesOn ? {} : { [CODER_STREAM]: history.length },
  );
  let reports = 0;
  for await (const batch of differences(db, coder)) {
    await db.transaction(async tx => {
      await lockLog(tx);
      await append(
        tx,
        batch.map(
          ({ reportId, after }): NewEvent => ({
            ...after,
            eventId: deriveId('recoded', eventId, reportId),
            streamId: `report-${reportId}`,
            meta: { userId, ...(promoted ? { causedBy: promoted.position } : {}) },
          }),
        ),
      );
      await tx.execute(
        sql`update reports r set status = o.status from unnest(${sql.param(batch.map(it => it.reportId))}::uuid[],
              ${sql.param(batch.map(it => it.coding.outcome))}::text[]) as o(report_id, status)
            where r.report_id = o.report_id and r.status in ('coded', 'not-coded')`,
      );
    });
    reports += batch.length;
    onProgress(reports);
  }
  return { position: promoted?.position ?? 0, reports };
}
