import { sql } from 'drizzle-orm';
import { HELD_BACK, type HeldBack } from '../domain/alert-event.ts';
import type { EventId } from '../domain/ids.ts';
import type { Recorded } from '../domain/log-event.ts';
import { ruleSentence } from '../domain/rule-sentence.ts';
import type { Executor } from '../log/database.ts';
import { readStream } from '../log/read.ts';
import type { AlertDetail } from '../wire/api.ts';
import { loadAlerts } from './ask-alerts.ts';
import { scopeName } from './names.ts';
import { summarise } from './summarise.ts';

/** One alert with the rule that it crossed, what the rule saw, and everything that happened to it; null for an unknown id. */
export async function askAlert(db: Executor, alertId: EventId, now: number): Promise<AlertDetail | null> {
  const [alert] = await loadAlerts(db, sql`a.alert_id = ${alertId}`, 1, now);
  if (alert === undefined) return null;
  const { rows } = await db.execute<{ stream_id: string }>(
    sql`select stream_id from events where position = ${alert.raisedPosition}`,
  );
  const streams = new Set([`alert-${alertId}`, ...rows.map(row => row.stream_id)]);
  const steps: Recorded[] = [];
  for (const stream of streams) steps.push(...(await readStream(db, stream)).filter(event => isOf(event, alertId)));
  steps.sort((a, b) => a.position - b.position);
  const raised = steps.find(step => step.type === 'AlertRaised');
  if (raised?.type !== 'AlertRaised') return null;
  const rule = (await readStream(db, `threshold-${alert.thresholdId}`)).find(
    event => event.type === 'ThresholdSet' && event.streamVersion === alert.thresholdVersion,
  );
  const { formula, pendingSince, inputs, silent } = raised.data;
  const names = await sourceNames(
    db,
    silent.map(it => it.sourceId),
  );
  return {
    alert,
    rule:
      rule?.type === 'ThresholdSet'
        ? { ...rule.data, version: rule.streamVersion, sentence: ruleSentence(rule.data, scopeName(rule.data)) }
        : null,
    formula,
    pendingSince,
    inputs,
    silent: silent.map(({ sourceId, lastDay }) => ({ source: names.get(sourceId) ?? sourceId, lastDay })),
    steps: steps.map(event => ({
      type: event.type,
      position: event.position,
      at: event.occurredAt,
      by: event.meta.userId ?? null,
      summary: summarise(event),
      heldBack: heldBackOf(event),
    })),
  };
}

function isOf(event: Recorded, alertId: EventId): boolean {
  return 'alertId' in event.data && event.data.alertId === alertId;
}

function heldBackOf({ data }: Recorded): HeldBack | null {
  const held = 'heldBack' in data ? data.heldBack : null;
  return HELD_BACK.find(it => it === held) ?? null;
}

async function sourceNames(db: Executor, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.execute<{ source_id: string; name: string }>(
    sql`select source_id, name from sources where source_id = any(${sql.param(ids)}::uuid[])`,
  );
  return new Map(rows.map(row => [row.source_id, row.name]));
}
