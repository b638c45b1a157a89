import type { LogEventType } from '../domain/log-event.ts';

/** Version of the shape in which each type of event is written today. */
export const SCHEMA_VERSIONS: Record<LogEventType, number> = {
  ReportReceived: 1,
  ReportCoded: 1,
  ReportNotCoded: 1,
  ReportFailed: 1,
  ReportReplayed: 1,
  SourceRegistered: 1,
  SourceWithdrawn: 1,
  ThresholdSet: 1,
  ThresholdRemoved: 1,
  AlertRaised: 1,
  AlertCleared: 1,
};

/** The log holds an event that this version of the program does not know; reading on would miscount. */
export class UnknownLogEvent extends Error {}

function isKnown(type: string): type is LogEventType {
  return Object.hasOwn(SCHEMA_VERSIONS, type);
}

/** Brings the data of an event from the shape it was written in to today's. Throws `UnknownLogEvent`. */
export function upcast(type: string, schemaVersion: number, data: unknown): { type: LogEventType; data: unknown } {
  if (!isKnown(type)) throw new UnknownLogEvent(`the log holds an event of unknown type ${type}; run a newer version`);
  if (schemaVersion > SCHEMA_VERSIONS[type]) {
    throw new UnknownLogEvent(
      `the log holds ${type} in shape ${schemaVersion}; this version reads up to ${SCHEMA_VERSIONS[type]}`,
    );
  }
  return { type, data };
}
