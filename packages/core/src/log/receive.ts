import { type SQL, sql } from 'drizzle-orm';
import type { ReportId, SourceId } from '../domain/ids.ts';
import { minhash } from '../domain/minhash.ts';
import type { Report } from '../wire/report.ts';
import { append, lockLog } from './append.ts';
import type { Database, Transaction } from './database.ts';
import { deriveId, reportIdOf, sha256 } from './ids.ts';
import type { Source } from './sources.ts';

/** A report with the bytes it came in and who sent it. */
export type Arrival = { source: Source; report: Report; raw: Buffer; contentType: string };
export type Reception =
  | { reportId: ReportId; status: 'accepted' | 'duplicate' }
  | { status: 'id-reused' }
  /** The source was withdrawn while its report was on the way in: nothing of it may count any more. */
  | { status: 'source-gone' };
/** What else is done for the new reports in the transaction that stores them. */
export type AlsoWithin = (tx: Transaction, fresh: readonly ReportId[]) => Promise<void>;

/** Seconds after which the sweeper queues a report that nobody has coded. */
const FIRST_SWEEP_SECONDS = 30;

type Prepared = Arrival & { reportId: ReportId; contentHash: Buffer; event: ReturnType<typeof received> };

/**
 * Puts reports on disk: the raw bytes, the text and `ReportReceived` in one transaction, so that what is answered with
 * 202 cannot be lost. The same id, or the same title, text and published day, from one source is one report; the same
 * id with other content is `id-reused`. Answers in the order of the arrivals.
 */
export async function receive(db: Database, arrivals: readonly Arrival[], also?: AlsoWithin): Promise<Reception[]> {
  const prepared = arrivals.map(prepare);
  return db.transaction(async tx => {
    await lockLog(tx);
    const known = await findKnown(tx, prepared);
    const fresh: Prepared[] = [];
    const receptions = prepared.map((item): Reception => {
      const { source, report } = item;
      if (!known.inForce.has(source.sourceId)) return { status: 'source-gone' };
      const hash = item.contentHash.toString('hex');
      const sameId = report.id === null ? undefined : known.byId.get(idKey(source.sourceId, report.id));
      if (sameId)
        return sameId.hash === hash ? { reportId: sameId.reportId, status: 'duplicate' } : { status: 'id-reused' };
      const sameContent = known.byHash.get(hashKey(source.sourceId, hash));
      if (sameContent !== undefined) return { reportId: sameContent, status: 'duplicate' };
      fresh.push(item);
      known.byHash.set(hashKey(source.sourceId, hash), item.reportId);
      if (report.id !== null) known.byId.set(idKey(source.sourceId, report.id), { reportId: item.reportId, hash });
      return { reportId: item.reportId, status: 'accepted' };
    });
    if (fresh.length > 0) {
      await append(
        tx,
        fresh.map(item => item.event),
      );
      await store(tx, fresh);
      await also?.(
        tx,
        fresh.map(item => item.reportId),
      );
    }
    return receptions;
  });
}

function prepare(arrival: Arrival): Prepared {
  const { title, body, publishedAt, id } = arrival.report;
  const contentHash = sha256(JSON.stringify([title, body, publishedAt?.day ?? null]));
  const reportId = reportIdOf(arrival.source.sourceId, id, contentHash);
  // Before the append lock is held, which every other writer waits for.
  return { ...arrival, contentHash, reportId, event: received(arrival, reportId) };
}

const idKey = (sourceId: SourceId, id: string) => `${sourceId} ${id}`;
const hashKey = (sourceId: SourceId, hash: string) => `${sourceId} ${hash}`;

type KnownReport = { source_id: string; report_id: string | null; external_id: string | null; hash: string };

/** Which sources are in force, and what of the arrivals they have sent before. */
async function findKnown(tx: Transaction, items: readonly Prepared[]) {
  const sourceIds = items.map(item => item.source.sourceId);
  // By each of the two unique indexes on its own: one condition with "or" could be answered by neither. A row without a
  // report is a source in force.
  const { rows } = await tx.execute<KnownReport>(
    sql`with asked as (select * from unnest(${sql.param(sourceIds)}::uuid[], ${sql.param(items.map(item => item.report.id))}::text[],
          ${sql.param(items.map(item => item.contentHash))}::bytea[]) as a(source_id, external_id, content_hash))
        select r.source_id, r.report_id, r.external_id, encode(r.content_hash, 'hex') as hash
          from asked a join reports r on r.source_id = a.source_id and r.content_hash = a.content_hash
        union select r.source_id, r.report_id, r.external_id, encode(r.content_hash, 'hex')
          from asked a join reports r on r.source_id = a.source_id and r.external_id = a.external_id and r.external_id is not null
        union all select source_id, null, null, '' from sources
          where source_id = any(${sql.param([...new Set(sourceIds)])}::uuid[]) and not withdrawn`,
  );
  const byId = new Map<string, { reportId: ReportId; hash: string }>();
  const byHash = new Map<string, ReportId>();
  const inForce = new Set<SourceId>();
  for (const { source_id, report_id, external_id, hash } of rows) {
    if (report_id === null) {
      inForce.add(source_id);
      continue;
    }
    byHash.set(hashKey(source_id, hash), report_id);
    if (external_id !== null) byId.set(idKey(source_id, external_id), { reportId: report_id, hash });
  }
  return { byId, byHash, inForce };
}

async function store(tx: Transaction, items: readonly Prepared[]): Promise<void> {
  const column = (read: (item: Prepared) => unknown): SQL => sql`${sql.param(items.map(read))}`;
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await tx.execute(
    sql`insert into reports (report_id, source_id, external_id, content_hash, raw, content_type, title, text, title_length, url, published_at,
          language, outlet, tags, meta, flags, next_enqueue_at)
        select r.report_id, r.source_id, r.external_id, r.content_hash, r.raw, r.content_type, r.title, r.text, r.title_length, r.url, r.published_at,
          r.language, r.outlet, array(select jsonb_array_elements_text(r.tags)), r.meta, array(select jsonb_array_elements_text(r.flags)),
          clock_timestamp() + make_interval(secs => ${FIRST_SWEEP_SECONDS})
        from unnest(${column(item => item.reportId)}::uuid[], ${column(item => item.source.sourceId)}::uuid[], ${column(item => item.report.id)}::text[],
          ${column(item => item.contentHash)}::bytea[], ${column(item => item.raw)}::bytea[], ${column(item => item.contentType)}::text[],
          ${column(item => item.report.title)}::text[], ${column(item => item.report.text)}::text[], ${column(item => item.report.titleLength)}::int[],
          ${column(item => item.report.url)}::text[], ${column(item => item.report.publishedAt?.stated ?? null)}::text[],
          ${column(item => item.report.language)}::text[], ${column(item => json(item.report.outlet))}::jsonb[],
          ${column(item => JSON.stringify(item.report.tags))}::jsonb[], ${column(item => json(item.report.meta))}::jsonb[],
          ${column(item => JSON.stringify(item.report.flags))}::jsonb[])
        as r(report_id, source_id, external_id, content_hash, raw, content_type, title, text, title_length, url, published_at, language, outlet,
          tags, meta, flags)`,
  );
}

function received({ source, report, raw }: Arrival, reportId: ReportId) {
  const outlet = source.declaresOutlets ? report.outlet : null;
  return {
    type: 'ReportReceived' as const,
    eventId: deriveId('received', reportId),
    streamId: `report-${reportId}`,
    data: {
      reportId,
      sourceId: source.sourceId,
      publishedDay: report.publishedAt?.day ?? null,
      publishedAt: report.publishedAt?.instant ?? null,
      outlet: outlet?.name ?? null,
      outletFamily: outlet === null ? null : (outlet.family ?? outlet.name),
      language: report.language,
      demo: source.demo,
      minhash: minhash(report.text),
      rawHash: sha256(raw).toString('hex'),
    },
  };
}
