import { z } from 'zod';
import {
  DATE_PRECISIONS,
  FACTUALITIES,
  NOT_CODED_REASONS,
  SECTORS,
  SUPPRESSED_REASONS,
} from '../domain/coded-event.ts';
import type { LogEvent, LogEventType } from '../domain/log-event.ts';
import { EVENT_TYPES } from '../domain/ontology.ts';
import { alertShapes, threshold } from './alert-shapes.ts';
import { channelShapes } from './channel-shapes.ts';

const span = { start: z.int(), end: z.int() };
const country = z.string().nullable();
const uuid = z.uuid();
const day = z.iso.date();
const text = z.string();

const party = z.object({
  span: z.object(span),
  country,
  sector: z.enum(SECTORS),
  entity: text.nullable(),
  how: z.enum([
    'direct',
    'demonym',
    'capital',
    'leader',
    'office',
    'group',
    'role',
    'coref',
    'possessive',
    'unnamed',
    'corrected',
  ]),
});
const magnitude = z.object({
  dead: z.number().exactOptional(),
  injured: z.number().exactOptional(),
  arrested: z.number().exactOptional(),
  size: z.number().exactOptional(),
  amount: z.number().exactOptional(),
});
const codedEvent = z.object({
  id: uuid,
  type: z.enum(EVENT_TYPES),
  mode: text.nullable(),
  cameo: text.nullable(),
  context: z.array(text),
  quad: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  score: z.number(),
  goldstein: z.number().nullable(),
  actors: z.array(party),
  recipients: z.array(party),
  reciprocal: z.boolean(),
  magnitude: magnitude.nullable(),
  location: z.object({ ...span, country }).nullable(),
  date: day.nullable(),
  datePrecision: z.enum(DATE_PRECISIONS),
  dateSource: z.enum(['explicit', 'relative', 'dateline', 'publication', 'none']),
  factuality: z.enum(FACTUALITIES),
  tense: z.enum(['past', 'present', 'future', 'none']),
  attribution: z
    .object({ speaker: z.object(span).nullable(), verb: z.object(span).nullable(), quoted: z.boolean() })
    .nullable(),
  confidence: z.object({
    type: z.number(),
    actor: z.number(),
    recipient: z.number(),
    date: z.number(),
    overall: z.number(),
  }),
  evidence: z.array(
    z.object({
      ...span,
      role: z.enum(['trigger', 'actor', 'recipient', 'object', 'negation', 'attribution', 'date', 'location']),
      rule: text,
      weight: z.number(),
    }),
  ),
  lemmas: z.array(z.number()),
});
const suppressed = codedEvent.extend({ reason: z.enum(SUPPRESSED_REASONS) });
const coder = z.object({ name: text, version: text });
const reportId = uuid;
const sourceId = uuid;
const correctionId = uuid;
const thresholdId = text;
const target = z.object({ codedEventId: uuid, span: z.object(span), type: z.enum(EVENT_TYPES) });

/** The shape of each event's data as written today. */
const shapes = {
  ReportReceived: z.object({
    reportId,
    sourceId,
    publishedDay: day.nullable(),
    publishedAt: text.nullable(),
    outlet: text.nullable(),
    outletFamily: text.nullable(),
    language: text.nullable(),
    demo: z.boolean(),
    minhash: z.array(z.number()),
    rawHash: text,
  }),
  ReportCoded: z.object({
    reportId,
    coder,
    countries: z.array(text),
    language: text.nullable(),
    events: z.array(codedEvent),
    suppressed: z.array(suppressed),
  }),
  ReportNotCoded: z.object({
    reportId,
    coder,
    reason: z.enum(NOT_CODED_REASONS),
    countries: z.array(text),
    language: text.nullable(),
    suppressed: z.array(suppressed),
  }),
  ReportFailed: z.object({
    reportId,
    reason: z.enum(['too-slow', 'coder-crashed', 'coder-error', 'worker-died']),
    attempts: z.int(),
  }),
  ReportReplayed: z.object({ reportId, round: z.int() }),
  SourceRegistered: z.object({ sourceId, name: text, declaresOutlets: z.boolean(), demo: z.boolean() }),
  SourceWithdrawn: z.object({ sourceId }),
  ReportWithdrawn: z.object({ reportId, reason: text }),
  CodedEventRejected: z.object({ reportId, correctionId, target, reason: text }),
  CodedEventCorrected: z.object({
    reportId,
    correctionId,
    target,
    amendment: z.discriminatedUnion('what', [
      z.object({ what: z.literal('type'), type: z.enum(EVENT_TYPES), mode: text.nullable() }),
      z.object({ what: z.literal('parties'), actors: z.array(text), recipients: z.array(text) }),
      z.object({ what: z.literal('date'), date: day }),
    ]),
    on: codedEvent.nullable(),
    reason: text,
  }),
  CodedEventAdded: z.object({ reportId, correctionId, event: codedEvent, reason: text }),
  CorrectionUndone: z.object({ reportId, correctionId, reason: text }),
  CoderPromoted: z.object({ coder }),
  ThresholdSet: threshold,
  ThresholdRemoved: z.object({ thresholdId }),
  ...alertShapes,
  ...channelShapes,
} satisfies { [T in LogEventType]: z.ZodType<Extract<LogEvent, { type: T }>['data']> };

/** Reads the data of a log event as today's shape; throws when it does not fit, because the log is ours alone. */
export function parseLogEvent(type: LogEventType, data: unknown): LogEvent {
  // The pair is sound: `shapes` is keyed by type and each schema yields that member's data.
  return { type, data: shapes[type].parse(data) } as LogEvent;
}
