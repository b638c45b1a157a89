import { sql } from 'drizzle-orm';
import { actOf } from '../domain/contribution.ts';
import type { Recorded } from '../domain/log-event.ts';
import { keyOf } from '../domain/story.ts';
import type { Transaction } from '../log/database.ts';
import { type Effects, foldReportEvent, isReportEvent, type ReportEvent } from './fold.ts';
import { json } from './json.ts';
import { loadEffects, saveReports } from './report-tables.ts';
import { foldStories } from './story-ledger.ts';
import { loadPrints, loadTouchedStories, savePrints, saveStories } from './story-tables.ts';

/** Name of the projection that the views are. */
export const VIEWS = 'views';
/** Version of the fold below: a change of what it writes needs another one, and the next start folds the log again. */
export const VIEWS_CODE = '6';

/**
 * Applies a batch of log events to the views, in order. A pure fold of the log: no clock, no randomness, integers only,
 * so that a rebuild gives the same bytes whatever the batches were.
 */
export async function project(tx: Transaction, events: readonly Recorded[]): Promise<void> {
  const ofReports = events.filter(isReportEvent);
  if (ofReports.length > 0) await projectReports(tx, ofReports);
  // Lines and alerts have nothing in common with reports, so that either can be written first.
  for (const event of events) if (!isReportEvent(event)) await projectOther(tx, event);
}

async function projectReports(tx: Transaction, events: readonly ReportEvent[]): Promise<void> {
  const effects = await loadEffects(tx, events);
  for (const event of events) foldReportEvent(effects, event);
  await saveReports(tx, effects);
  await savePrints(tx, effects.prints);
  await projectStories(tx, effects);
}

async function projectStories(tx: Transaction, { recounts, prints }: Effects): Promise<void> {
  if (recounts.length === 0) return;
  const added = recounts.flatMap(recount => recount.added);
  const known = new Map(prints.map(print => [print.reportId, print.minhash]));
  const missing = added.map(told => told.origin.reportId).filter(id => !known.has(id));
  for (const [id, minhash] of await loadPrints(tx, [...new Set(missing)])) known.set(id, minhash);
  const standing = await loadTouchedStories(
    tx,
    added.map(({ event }) => ({ key: keyOf(actOf(event)), day: event.date ?? '' })),
    recounts.flatMap(recount => recount.removed.map(told => told.event.id)),
  );
  await saveStories(
    tx,
    foldStories(standing, recounts, id => known.get(id) ?? []),
  );
}

async function projectOther(tx: Transaction, event: Exclude<Recorded, ReportEvent>): Promise<void> {
  switch (event.type) {
    case 'SourceRegistered':
    case 'CoderPromoted':
    // read from the log itself, in the few streams that a page shows
    case 'ThresholdSilenced':
    case 'AlertEscalated':
    case 'AlertRepeated':
    case 'AlertAcknowledged':
    case 'LateInformationNoted':
    // kept in tables of their own, in the transaction that appends them
    case 'ChannelSet':
    case 'ChannelRemoved':
    case 'ChannelDisabled':
    case 'NotificationDelivered':
    case 'NotificationFailed':
      break;
    case 'ThresholdSet':
      await pastThreshold(tx, event.data.thresholdId, event.position);
      await tx.execute(sql`insert into thresholds (threshold_id, version, position, subject, data)
        values (${event.data.thresholdId}, ${event.streamVersion}, ${event.position}, ${event.data.subject}, ${json(event.data)})
        on conflict (threshold_id) do update set version = excluded.version, position = excluded.position, subject = excluded.subject, data = excluded.data`);
      break;
    case 'ThresholdRemoved':
      await pastThreshold(tx, event.data.thresholdId, event.position);
      await tx.execute(sql`delete from thresholds where threshold_id = ${event.data.thresholdId}`);
      break;
    case 'AlertRaised':
      await tx.execute(sql`insert into alerts (alert_id, threshold_id, subject, raised_position, raised_at, data)
        values (${event.data.alertId}, ${event.data.thresholdId}, ${event.data.subject}, ${event.position}, ${event.recordedAt}, ${json(event.data)})`);
      break;
    case 'AlertCleared':
      await tx.execute(sql`update alerts set cleared_position = ${event.position}, cleared_at = ${event.recordedAt}, cleared_reason = ${event.data.reason}
        where alert_id = ${event.data.alertId}`);
      break;
    default:
      event satisfies never;
  }
}

async function pastThreshold(tx: Transaction, thresholdId: string, until: number): Promise<void> {
  await tx.execute(sql`insert into thresholds_past (threshold_id, until_position, version, position, subject, data)
    select threshold_id, ${until}, version, position, subject, data from thresholds where threshold_id = ${thresholdId}`);
}
