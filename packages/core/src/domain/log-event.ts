import type { AlertEvent } from './alert-event.ts';
import type { ChannelEvent } from './channel.ts';
import type { CodedEvent, CoderVersion, NotCodedReason, SuppressedEvent } from './coded-event.ts';
import type { CorrectionEvent } from './correction.ts';
import type { Day } from './day.ts';
import type { EventId, Position, ReportId, SourceId } from './ids.ts';
import type { Threshold } from './threshold.ts';

/** A coded event in the log: with its id (see `codedEventId`). */
export type LoggedEvent = CodedEvent & { id: EventId };
export type LoggedSuppressed = SuppressedEvent & { id: EventId };

/** Everything that can happen, in the past tense. No words of a report stand in here. */
export type LogEvent =
  | {
      type: 'ReportReceived';
      data: {
        reportId: ReportId;
        sourceId: SourceId;
        /** Day of publication in the offset that the sender gave; null without a usable date. */
        publishedDay: Day | null;
        publishedAt: string | null;
        outlet: string | null;
        outletFamily: string | null;
        language: string | null;
        demo: boolean;
        /** MinHash (uint32 values) of 5-word shingles of the text. */
        minhash: number[];
        /** sha256 of the raw bytes, hex. */
        rawHash: string;
      };
    }
  | {
      type: 'ReportCoded';
      data: {
        reportId: ReportId;
        coder: CoderVersion;
        countries: string[];
        language: string | null;
        events: LoggedEvent[];
        suppressed: LoggedSuppressed[];
      };
    }
  | {
      type: 'ReportNotCoded';
      data: {
        reportId: ReportId;
        coder: CoderVersion;
        reason: NotCodedReason;
        countries: string[];
        language: string | null;
        suppressed: LoggedSuppressed[];
      };
    }
  | { type: 'ReportFailed'; data: { reportId: ReportId; reason: FailureReason; attempts: number } }
  | { type: 'ReportReplayed'; data: { reportId: ReportId; round: number } }
  | { type: 'SourceRegistered'; data: { sourceId: SourceId; name: string; declaresOutlets: boolean; demo: boolean } }
  | { type: 'SourceWithdrawn'; data: { sourceId: SourceId } }
  | { type: 'ReportWithdrawn'; data: { reportId: ReportId; reason: string } }
  | CorrectionEvent
  /** From here on the readings of this coder count; those that differ follow as codings of their reports. */
  | { type: 'CoderPromoted'; data: { coder: CoderVersion } }
  | { type: 'ThresholdSet'; data: Threshold }
  | { type: 'ThresholdRemoved'; data: { thresholdId: string } }
  | AlertEvent
  | ChannelEvent;

export type FailureReason = 'too-slow' | 'coder-crashed' | 'coder-error' | 'worker-died';
export type LogEventType = LogEvent['type'];

/** A log event as it was recorded. `recordedAt` is RFC 3339 with microseconds, monotone in `position`. */
export type Recorded<E extends LogEvent = LogEvent> = E & {
  position: Position;
  eventId: EventId;
  streamId: string;
  streamVersion: number;
  occurredAt: string;
  recordedAt: string;
  meta: { userId?: string; causedBy?: Position };
};
