import type { Coverage } from './coverage.ts';
import type { Day } from './day.ts';
import type { EventId, Position, ReportId, SourceId } from './ids.ts';
import type { Subject } from './subject.ts';

export type Severity = 'warning' | 'critical';

/**
 * Why a step of an alert is told to nobody; null where it is told. `told-lately`: the repeat interval of the last message
 * is not over. `never-told`: the alert ends that nobody heard of.
 */
export const HELD_BACK = ['silenced', 'quiet-hours', 'acknowledged', 'told-lately', 'never-told', 'demo'] as const;
export type HeldBack = (typeof HELD_BACK)[number];

/** Why an alert was raised: the line was crossed, or readings stopped on a rule that wants to know. */
export const RAISE_CAUSES = ['crossed', 'no-data'] as const;
export type RaiseCause = (typeof RAISE_CAUSES)[number];
export const REPEAT_REASONS = ['interval', 'silence-expired', 'quiet-hours-ended'] as const;
export type RepeatReason = (typeof REPEAT_REASONS)[number];
export const CLEAR_REASONS = [
  'recovered',
  'threshold-removed',
  'threshold-changed',
  'no-reading',
  'readings-are-back',
] as const;
export type ClearReason = (typeof CLEAR_REASONS)[number];

/** One of the biggest contributions to a reading, by the span of its trigger; `share` is its part of the value. */
export type EvidencePart = { reportId: ReportId; codedEventId: EventId; start: number; end: number; share: number };

/** What the rule saw besides the value. */
export type AlertInputs = {
  conflictMass: number;
  cooperationMass: number;
  reports: number;
  outlets: number;
  coverage: Coverage;
};

/** What every step that takes a reading carries: the reading and the position of the views that it was taken at. */
type Reading = {
  day: Day;
  /** Value of the indicator; null where nothing covers the day. */
  value: number | null;
  /** What was held against the line: the value, a change, or a number of days. */
  measure: number | null;
  line: number;
  readAt: Position;
};

/** Steps of an alert, in the order of its life. All but the raising, and the silence, stand in the alert's own stream. */
export type AlertEvent =
  | {
      type: 'AlertRaised';
      data: Reading & {
        alertId: EventId;
        thresholdId: string;
        /** Version of the threshold's stream that was crossed. */
        thresholdVersion: number;
        subject: Subject;
        indicator: string;
        formula: string;
        severity: Severity;
        cause: RaiseCause;
        /** Since when the value stood beyond the line, RFC 3339; null in alerts of before there was a pending time. */
        pendingSince: string | null;
        inputs: AlertInputs | null;
        /** Sources that had told of the subject and fell silent, by the day of their last report; for `no-data`. */
        silent: { sourceId: SourceId; lastDay: Day }[];
        evidence: EvidencePart[];
        /** True when a demo report stands behind the reading: such alerts are told to nobody. */
        demo: boolean;
        heldBack: HeldBack | null;
      };
    }
  | {
      type: 'AlertEscalated';
      data: Reading & {
        alertId: EventId;
        thresholdId: string;
        subject: Subject;
        severity: 'critical';
        evidence: EvidencePart[];
        heldBack: HeldBack | null;
      };
    }
  | {
      type: 'AlertRepeated';
      data: Reading & {
        alertId: EventId;
        thresholdId: string;
        subject: Subject;
        severity: Severity;
        reason: RepeatReason;
      };
    }
  | { type: 'AlertAcknowledged'; data: { alertId: EventId; thresholdId: string; note: string | null } }
  | {
      type: 'AlertCleared';
      data: {
        alertId: EventId;
        thresholdId: string;
        day: Day;
        value: number | null;
        reason: ClearReason;
        heldBack: HeldBack | null;
      };
    }
  /** A silence on a rule, or on one of its subjects; `until` null lifts it. */
  | {
      type: 'ThresholdSilenced';
      data: { thresholdId: string; subject: Subject | null; until: string | null; reason: string };
    }
  /** Days of the past on which the rule would have been crossed, had what came late been known. It raises nothing. */
  | {
      type: 'LateInformationNoted';
      data: {
        thresholdId: string;
        subject: Subject;
        days: { day: Day; value: number; line: number; severity: Severity }[];
        readAt: Position;
      };
    };
