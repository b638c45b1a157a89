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
  ReportWithdrawn: 1,
  CodedEventRejected: 1,
  CodedEventCorrected: 1,
  CodedEventAdded: 1,
  CorrectionUndone: 1,
  CoderPromoted: 1,
  ThresholdSet: 2,
  ThresholdRemoved: 1,
  ThresholdSilenced: 1,
  AlertRaised: 2,
  AlertEscalated: 1,
  AlertRepeated: 1,
  AlertAcknowledged: 1,
  AlertCleared: 2,
  LateInformationNoted: 1,
  ChannelSet: 1,
  ChannelRemoved: 1,
  ChannelDisabled: 1,
  NotificationDelivered: 1,
  NotificationFailed: 1,
};

/** The log holds an event that this version of the program does not know; reading on would miscount. */
export class UnknownLogEvent extends Error {}

function isKnown(type: string): type is LogEventType {
  return Object.hasOwn(SCHEMA_VERSIONS, type);
}

/** Brings data from one shape to the next; pure, since it is applied at every reading. */
export type Upcast = (data: unknown) => unknown;

/** Adds fields to the shape before, with the values that it stood for. */
function added(fields: object): Upcast {
  return data => (typeof data === 'object' && data !== null ? { ...data, ...fields } : data);
}

function fieldOf(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined;
}

function listOf(data: unknown, name: string): unknown[] {
  const list = fieldOf(data, name);
  return Array.isArray(list) ? list : [];
}

/**
 * What brings each type from shape to shape: the first brings shape 1 to 2, and so on up to the version above. A golden
 * event of every shape that was ever written stands in the tests.
 */
const UPCASTS: Partial<Record<LogEventType, readonly Upcast[]>> = {
  ThresholdSet: [
    added({
      title: null,
      members: [],
      band: null,
      change: null,
      minOutlets: 0,
      minConflict: 0,
      noData: 'keep',
      quiet: null,
      repeatHours: 24,
    }),
  ],
  AlertRaised: [
    data =>
      added({
        measure: fieldOf(data, 'value'),
        cause: 'crossed',
        pendingSince: null,
        inputs: null,
        silent: [],
        demo: false,
        heldBack: null,
        // what each of them added to the value was not kept
        evidence: listOf(data, 'evidence').map(added({ share: 0 })),
      })(data),
  ],
  AlertCleared: [added({ heldBack: null })],
};

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
