import { eq, inArray, or, sql } from 'drizzle-orm';
import type { ReportId } from '../domain/ids.ts';
import { minhash } from '../domain/minhash.ts';
import type { Report } from '../wire/report.ts';
import { append, lockLog } from './append.ts';
import type { Database, Transaction } from './database.ts';
import { deriveId, reportIdOf, sha256 } from './ids.ts';
import { reports, sources } from './schema.ts';
import type { Source } from './sources.ts';

/** A report with the bytes it came in. */
export type Arrival = { report: Report; raw: Buffer; contentType: string };
export type Reception = { reportId: ReportId; status: 'accepted' | 'duplicate' } | { status: 'id-reused' };

/** The source was withdrawn while its report was on the way in: nothing of it may count any more. */
export class SourceGone extends Error {}

/** Seconds after which the sweeper queues a report that nobody has coded. */
const FIRST_SWEEP = sql`clock_timestamp() + interval '30 seconds'`;

type Prepared = Arrival & { reportId: ReportId; contentHash: Buffer };

/**
 * Puts reports on disk: the raw bytes, the text and `ReportReceived` in one transaction, so that what is answered with
 * 202 cannot be lost. The same id, or the same title, text and published day, from one source is one report; the same
 * id with other content is `id-reused`. Answers in the order of the arrivals. Throws `SourceGone`.
 */
export async function receive(db: Database, source: Source, arrivals: readonly Arrival[]): Promise<Reception[]> {
  const prepared = arrivals.map(arrival => prepare(source, arrival));
  return db.transaction(async tx => {
    await lockLog(tx);
    const [registered] = await tx
      .select({ withdrawn: sources.withdrawn })
      .from(sources)
      .where(eq(sources.sourceId, source.sourceId));
    if (registered?.withdrawn !== false) throw new SourceGone('this source was withdrawn');
    const known = await findKnown(tx, source, prepared);
    const fresh: Prepared[] = [];
    const receptions = prepared.map((item): Reception => {
      const hash = item.contentHash.toString('hex');
      const sameId = item.report.id === null ? undefined : known.byId.get(item.report.id);
      if (sameId)
        return sameId.hash === hash ? { reportId: sameId.reportId, status: 'duplicate' } : { status: 'id-reused' };
      const sameContent = known.byHash.get(hash);
      if (sameContent !== undefined) return { reportId: sameContent, status: 'duplicate' };
      fresh.push(item);
      known.byHash.set(hash, item.reportId);
      if (item.report.id !== null) known.byId.set(item.report.id, { reportId: item.reportId, hash });
      return { reportId: item.reportId, status: 'accepted' };
    });
    await store(tx, source, fresh);
    return receptions;
  });
}

function prepare(source: Source, arrival: Arrival): Prepared {
  const { title, body, publishedAt, id } = arrival.report;
  const contentHash = sha256(JSON.stringify([title, body, publishedAt?.day ?? null]));
  return { ...arrival, contentHash, reportId: reportIdOf(source.sourceId, id, contentHash) };
}

async function findKnown(tx: Transaction, source: Source, items: readonly Prepared[]) {
  const ids = items.flatMap(item => (item.report.id === null ? [] : [item.report.id]));
  const hashes = items.map(item => item.contentHash);
  const rows = await tx
    .select({ reportId: reports.reportId, externalId: reports.externalId, contentHash: reports.contentHash })
    .from(reports)
    .where(
      sql`${reports.sourceId} = ${source.sourceId} and ${or(inArray(reports.contentHash, hashes), ids.length > 0 ? inArray(reports.externalId, ids) : undefined)}`,
    );
  const byId = new Map<string, { reportId: ReportId; hash: string }>();
  const byHash = new Map<string, ReportId>();
  for (const row of rows) {
    const hash = row.contentHash.toString('hex');
    byHash.set(hash, row.reportId);
    if (row.externalId !== null) byId.set(row.externalId, { reportId: row.reportId, hash });
  }
  return { byId, byHash };
}

async function store(tx: Transaction, source: Source, items: readonly Prepared[]): Promise<void> {
  if (items.length === 0) return;
  await append(
    tx,
    items.map(item => received(source, item)),
  );
  await tx.insert(reports).values(
    items.map(({ reportId, contentHash, raw, contentType, report }) => ({
      reportId,
      sourceId: source.sourceId,
      externalId: report.id,
      contentHash,
      raw,
      contentType,
      title: report.title,
      text: report.text,
      titleLength: report.titleLength,
      url: report.url,
      publishedAt: report.publishedAt?.stated ?? null,
      language: report.language,
      outlet: report.outlet,
      tags: report.tags,
      meta: report.meta,
      flags: report.flags,
      nextEnqueueAt: FIRST_SWEEP,
    })),
  );
}

function received(source: Source, { reportId, report, raw }: Prepared) {
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
