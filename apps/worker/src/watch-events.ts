import type { AlertEvent, AlertInputs, EvidencePart } from '@tensiometer/core/domain/alert-event.ts';
import type { AlertAct, RuleReading } from '@tensiometer/core/domain/alert-state.ts';
import type { Day } from '@tensiometer/core/domain/day.ts';
import type { EventId, Position } from '@tensiometer/core/domain/ids.ts';
import { FORMULAS } from '@tensiometer/core/domain/indicator.ts';
import type { Threshold } from '@tensiometer/core/domain/threshold.ts';
import type { NewEvent } from '@tensiometer/core/log/append.ts';
import { deriveId } from '@tensiometer/core/log/ids.ts';
import type { WatchState } from '@tensiometer/core/log/watch-store.ts';

/** What a reading stands on, loaded only where something is to be recorded. */
export type Behind = {
  inputs: AlertInputs | null;
  evidence: EvidencePart[];
  silent: Extract<AlertEvent, { type: 'AlertRaised' }>['data']['silent'];
};

type Recording = {
  rule: Threshold;
  watched: WatchState;
  reading: RuleReading;
  behind: Behind;
  readAt: Position;
  /** Milliseconds since 1970. */
  at: number;
};

/** The stream of one alert, from its raising to its end. */
function alertStream(alertId: EventId): string {
  return `alert-${alertId}`;
}

/** The event that an act is recorded as, and what is remembered after it. */
export function recordAct(act: AlertAct, recording: Recording): { event: NewEvent<AlertEvent>; watched: WatchState } {
  const { rule, watched, reading, behind, readAt, at } = recording;
  const { thresholdId, subject } = watched;
  const occurredAt = new Date(at).toISOString();
  if (act.do === 'raise') {
    const alertId = deriveId('alert', thresholdId, subject, watched.raised + 1);
    const { severity, cause, line, heldBack } = act;
    return {
      watched: { ...watched, alertId, raised: watched.raised + 1 },
      event: {
        type: 'AlertRaised',
        eventId: deriveId('alert-raised', alertId),
        streamId: alertStream(alertId),
        occurredAt,
        data: {
          alertId,
          thresholdId,
          thresholdVersion: watched.version,
          subject,
          indicator: rule.indicator,
          formula: FORMULAS[rule.indicator].id,
          ...seen(reading, line, readAt),
          severity,
          cause,
          pendingSince: new Date(act.pendingSince).toISOString(),
          inputs: behind.inputs,
          silent: cause === 'no-data' ? behind.silent : [],
          evidence: behind.evidence,
          demo: reading.demo,
          heldBack,
        },
      },
    };
  }
  const { alertId } = watched;
  if (alertId === null) throw new NoAlertStands(`${act.do} on ${thresholdId} of ${subject}, where no alert stands`);
  const ids = { alertId, thresholdId };
  const base = { streamId: alertStream(alertId), occurredAt };
  switch (act.do) {
    case 'escalate':
      return {
        watched,
        event: {
          ...base,
          type: 'AlertEscalated',
          eventId: deriveId('alert-escalated', alertId),
          data: {
            ...ids,
            ...seen(reading, act.line, readAt),
            subject,
            severity: 'critical',
            evidence: behind.evidence,
            heldBack: act.heldBack,
          },
        },
      };
    case 'repeat':
      return {
        watched,
        event: {
          ...base,
          type: 'AlertRepeated',
          eventId: deriveId('alert-repeated', alertId, at),
          data: {
            ...ids,
            ...seen(reading, act.line, readAt),
            subject,
            severity: act.severity,
            reason: act.reason,
          },
        },
      };
    case 'clear':
      return {
        watched: { ...watched, alertId: null },
        event: {
          ...base,
          type: 'AlertCleared',
          eventId: deriveId('alert-cleared', alertId),
          data: { ...ids, day: reading.day, value: reading.value, reason: act.reason, heldBack: act.heldBack },
        },
      };
  }
}

/** The machine and what is remembered beside it disagree. */
class NoAlertStands extends Error {}

function seen(
  { day, value, measure }: RuleReading,
  line: number,
  readAt: Position,
): { day: Day; value: number | null; measure: number | null; line: number; readAt: Position } {
  return { day, value, measure, line, readAt };
}
