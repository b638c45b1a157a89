import { z } from 'zod';
import { CLEAR_REASONS, HELD_BACK, RAISE_CAUSES, REPEAT_REASONS } from '../domain/alert-event.ts';
import { INDICATORS } from '../domain/indicator.ts';
import { COMPARISONS, NO_DATA_POLICIES } from '../domain/threshold.ts';

const text = z.string();
const uuid = z.uuid();
const day = z.iso.date();
const severity = z.enum(['warning', 'critical']);
const heldBack = z.enum(HELD_BACK).nullable();
const ids = { alertId: uuid, thresholdId: text };
const reading = {
  day,
  value: z.number().nullable(),
  measure: z.number().nullable(),
  line: z.number(),
  readAt: z.int(),
};
const evidence = z.array(
  z.object({ reportId: uuid, codedEventId: uuid, start: z.int(), end: z.int(), share: z.number() }),
);

/** A line as the log keeps it. */
export const threshold = z.object({
  thresholdId: text,
  title: text.nullable(),
  subject: text,
  members: z.array(text),
  indicator: z.enum(INDICATORS),
  comparison: z.enum(COMPARISONS),
  warn: z.number(),
  critical: z.number().nullable(),
  band: z.object({ warn: z.number(), critical: z.number().nullable() }).nullable(),
  change: z
    .object({ days: z.int(), unit: z.enum(['points', 'percent']), direction: z.enum(['up', 'down', 'either']) })
    .nullable(),
  recover: z.number(),
  forHours: z.number(),
  minReports: z.number(),
  minOutlets: z.number(),
  minConflict: z.number(),
  noData: z.enum(NO_DATA_POLICIES),
  quiet: z.object({ from: text, to: text, timeZone: text, holds: z.enum(['warnings', 'all']) }).nullable(),
  repeatHours: z.number(),
  channels: z.array(z.object({ channelId: text, severities: z.array(severity) })),
});

/** Shapes of the steps of an alert as written today. */
export const alertShapes = {
  AlertRaised: z.object({
    ...ids,
    ...reading,
    thresholdVersion: z.int(),
    subject: text,
    indicator: text,
    formula: text,
    severity,
    cause: z.enum(RAISE_CAUSES),
    pendingSince: text.nullable(),
    inputs: z
      .object({
        conflictMass: z.number(),
        cooperationMass: z.number(),
        reports: z.int(),
        outlets: z.int(),
        coverage: z.enum(['ok', 'low', 'none']),
      })
      .nullable(),
    silent: z.array(z.object({ sourceId: uuid, lastDay: day })),
    evidence,
    demo: z.boolean(),
    heldBack,
  }),
  AlertEscalated: z.object({
    ...ids,
    ...reading,
    subject: text,
    severity: z.literal('critical'),
    evidence,
    heldBack,
  }),
  AlertRepeated: z.object({ ...ids, ...reading, subject: text, severity, reason: z.enum(REPEAT_REASONS) }),
  AlertAcknowledged: z.object({ ...ids, note: text.nullable() }),
  AlertCleared: z.object({
    ...ids,
    day,
    value: z.number().nullable(),
    reason: z.enum(CLEAR_REASONS),
    heldBack,
  }),
  ThresholdSilenced: z.object({
    thresholdId: text,
    subject: text.nullable(),
    until: text.nullable(),
    reason: text,
  }),
  LateInformationNoted: z.object({
    thresholdId: text,
    subject: text,
    days: z.array(z.object({ day, value: z.number(), line: z.number(), severity })),
    readAt: z.int(),
  }),
};
