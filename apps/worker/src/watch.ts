import { decideAlert } from '@tensiometer/core/domain/alert.ts';
import type { Day } from '@tensiometer/core/domain/day.ts';
import { FORMULAS } from '@tensiometer/core/domain/indicator.ts';
import { type NewEvent, VersionConflict } from '@tensiometer/core/log/append.ts';
import type { Database } from '@tensiometer/core/log/database.ts';
import { deriveId } from '@tensiometer/core/log/ids.ts';
import { appendTold } from '@tensiometer/core/log/outbox.ts';
import { readStream } from '@tensiometer/core/log/read.ts';
import type { Queries } from '@tensiometer/core/views/queries.ts';
import type { ThresholdView } from '@tensiometer/core/wire/api.ts';

/** Contributions that an alert keeps as its evidence. */
const EVIDENCE = 3;

/**
 * Compares every line with the reading of the current UTC day and records what changed. The state of a line is read from
 * its own stream, so that two watchers, or views that lag, never raise one alert twice.
 */
export async function watchOnce(db: Database, queries: Queries, today: () => Day): Promise<void> {
  for (const threshold of await queries.thresholds()) {
    await watchLine(db, queries, threshold, today());
  }
}

async function watchLine(db: Database, queries: Queries, threshold: ThresholdView, today: Day): Promise<void> {
  const streamId = `alerts-${threshold.thresholdId}`;
  const history = await readStream(db, streamId);
  const last = history.at(-1);
  const standing = last?.type === 'AlertRaised' ? last.data : null;
  const { subject, indicator, thresholdId } = threshold;
  const behind = await queries.contributions({ subject, indicator, at: today });
  const decision = decideAlert(
    threshold,
    { value: behind.value, reports: behind.reports },
    standing ? { kind: 'standing', severity: standing.severity } : { kind: 'quiet' },
  );
  if (decision.do === 'nothing') return;
  const n = history.length + 1;
  let event: NewEvent;
  if (decision.do === 'clear') {
    if (!standing) return;
    const { alertId } = standing;
    event = {
      type: 'AlertCleared',
      eventId: deriveId('alert-cleared', alertId),
      streamId,
      data: { alertId, thresholdId, day: today, value: behind.value, reason: decision.reason, heldBack: null },
    };
  } else {
    const alertId = deriveId('alert', thresholdId, n);
    event = {
      type: 'AlertRaised',
      eventId: deriveId('alert-raised', alertId),
      streamId,
      data: {
        alertId,
        thresholdId,
        thresholdVersion: threshold.version,
        subject,
        indicator,
        formula: FORMULAS[indicator].id,
        severity: decision.severity,
        day: today,
        value: behind.value,
        measure: behind.value,
        line: decision.line,
        readAt: behind.asOf,
        cause: 'crossed',
        pendingSince: null,
        inputs: null,
        silent: [],
        demo: false,
        heldBack: null,
        evidence: behind.rows.slice(0, EVIDENCE).flatMap(({ events, share }) =>
          events.slice(0, 1).flatMap(({ reportId, id, evidence }) => {
            const trigger = evidence.find(part => part.role === 'trigger');
            return trigger
              ? [{ reportId, codedEventId: id, start: trigger.start, end: trigger.end, share: share ?? 0 }]
              : [];
          }),
        ),
      },
    };
  }
  try {
    await appendTold(db, [event], { [streamId]: history.length === 0 ? 'none' : history.length });
  } catch (error) {
    if (!(error instanceof VersionConflict)) throw error;
  }
}
