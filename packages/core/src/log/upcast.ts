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

/** Brings data from one shape to the next; pure, since it is applied at every reading. */
export type Upcast = (data: unknown) => unknown;

/**
 * What brings each type from shape to shape: the first brings shape 1 to 2, and so on up to the version above. A golden
 * event of every shape that was ever written stands in the tests.
 */
const UPCASTS: Partial<Record<LogEventType, readonly Upcast[]>> = {};

/** Brings the data of an event from the shape it was written in to today's. Throws `UnknownLogEvent`. */
export function upcast(
  type: string,
  schemaVersion: number,
  data: unknown,
  versions: Record<LogEventType, number> = SCHEMA_VERSIONS,
  upcasts: Partial<Record<LogEventType, readonly Upcast[]>> = UPCASTS,
): { type: LogEventType; data: unknown } {
  if (!isKnown(type)) throw new UnknownLogEvent(`the log holds an event of unknown type ${type}; run a newer version`);
  const today = versions[type];
  if (schemaVersion > today) {
    throw new UnknownLogEvent(`the log holds ${type} in shape ${schemaVersion}; this version reads up to ${today}`);
  }
  const steps = (upcasts[type] ?? []).slice(schemaVersion - 1, today - 1);
  if (steps.length !== today - schemaVersion)
    throw new UnknownLogEvent(`nothing brings ${type} from shape ${schemaVersion} to ${today}`);
  return { type, data: steps.reduce((it, step) => step(it), data) };
}
