import { z } from 'zod';
import { HELD_BACK, RAISE_CAUSES } from '../../domain/alert-event.ts';
import { threshold } from '../alert-shapes.ts';
import { count, coverage, day, instant, position, severity, subject } from './common.ts';

const thresholdShape = { ...threshold.shape, version: count };
const silence = z
  .strictObject({ until: instant, reason: z.string(), by: z.string(), since: instant, subject: subject.nullable() })
  .describe('In force: its messages wait for its end');
export const thresholdView = z
  .strictObject({
    ...thresholdShape,
    name: z.string().describe('What it watches, as people call it'),
    sentence: z.string().describe('What it does, in plain words'),
    value: z.number().nullable().describe('Of today, of a rule on one subject'),
    alert: z
      .strictObject({ severity, since: instant, alertId: z.string() })
      .nullable()
      .describe('The worst alert that stands on it'),
    standing: count.describe('Alerts that stand on it'),
    silence: silence.nullable(),
    set: z.strictObject({ by: z.string(), at: instant }),
  })
  .meta({ id: 'Threshold' });
export const thresholdsAnswer = z.strictObject({ thresholds: z.array(thresholdView) }).meta({ id: 'Thresholds' });

const span = z.strictObject({ start: count, end: count });
const evidencePart = z.strictObject({
  reportId: z.string(),
  sentence: z.string().nullable().describe('As it read when the alert was raised; null once erased'),
  trigger: span.nullable().describe('Where the act is told in the sentence, in UTF-16 code units'),
  share: z.number().describe('Its part of the value; 0 in alerts of before it was kept'),
});

export const alertView = z
  .strictObject({
    alertId: z.string(),
    thresholdId: z.string(),
    thresholdVersion: count,
    subject,
    name: z.string(),
    indicator: z.string(),
    severity: severity.describe('Now: an alert that escalated is critical'),
    cause: z.enum(RAISE_CAUSES),
    day,
    value: z.number().nullable().describe('Null where readings had stopped, on a rule that wants to know'),
    measure: z.number().nullable().describe('What was held against the line: the value, a change, or a number of days'),
    line: z.number(),
    raisedAt: instant,
    raisedPosition: position,
    readAt: position.describe('Position of the views that the reading was taken at'),
    clearedAt: instant.nullable(),
    clearedReason: z.string().nullable(),
    acknowledged: z.strictObject({ by: z.string(), at: instant, note: z.string().nullable() }).nullable(),
    silencedUntil: instant.nullable(),
    heldBack: z.enum(HELD_BACK).nullable().describe('Why its raising was told to nobody'),
    evidence: z.array(evidencePart),
  })
  .meta({ id: 'Alert' });
export const pendingAlert = z.strictObject({
  thresholdId: z.string(),
  subject,
  name: z.string(),
  indicator: z.string(),
  value: z.number().nullable(),
  line: z.number(),
  since: instant,
  due: instant.describe('When it is raised, if it stays beyond the line'),
});
export const alertsAnswer = z
  .strictObject({
    alerts: z.array(alertView),
    pending: z.array(pendingAlert).describe('Beyond their line, for less than the pending time'),
  })
  .meta({ id: 'Alerts' });

export const alertDetail = z
  .strictObject({
    alert: alertView,
    rule: z
      .strictObject({ ...thresholdShape, sentence: z.string() })
      .nullable()
      .describe('As it was set when it was crossed'),
    formula: z.string(),
    pendingSince: instant.nullable(),
    inputs: z
      .strictObject({
        conflictMass: z.number(),
        cooperationMass: z.number(),
        reports: count,
        outlets: count,
        coverage,
      })
      .nullable(),
    silent: z.array(z.strictObject({ source: z.string(), lastDay: day })).describe('Sources that fell silent'),
    steps: z
      .array(
        z.strictObject({
          type: z.string(),
          position,
          at: instant,
          by: z.string().nullable(),
          summary: z.string(),
          heldBack: z.enum(HELD_BACK).nullable(),
        }),
      )
      .describe('What happened, in order'),
  })
  .meta({ id: 'AlertDetail' });

export const acknowledged = z
  .strictObject({ alertId: z.string(), by: z.string(), at: instant, note: z.string().nullable() })
  .meta({ id: 'Acknowledged' });
export const silenced = z
  .strictObject({
    thresholdId: z.string(),
    subject: subject.nullable(),
    until: instant.nullable(),
    reason: z.string(),
    position,
  })
  .meta({ id: 'Silenced' });

export const thresholdSet = z
  .strictObject({ ...thresholdShape, position })
  .meta({ id: 'ThresholdSet', description: 'A line as it was set, at this position of the log' });
