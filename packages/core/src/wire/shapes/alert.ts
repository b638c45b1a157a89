import { z } from 'zod';
import { threshold } from '../alert-shapes.ts';
import { count, day, instant, position, severity, subject } from './common.ts';

const thresholdShape = { ...threshold.shape, version: count };
export const thresholdView = z
  .strictObject({
    ...thresholdShape,
    name: z.string(),
    value: z.number().nullable(),
    alert: z.strictObject({ severity, since: instant, alertId: z.string() }).nullable(),
  })
  .meta({ id: 'Threshold' });
export const thresholdsAnswer = z.strictObject({ thresholds: z.array(thresholdView) }).meta({ id: 'Thresholds' });

export const alertView = z
  .strictObject({
    alertId: z.string(),
    thresholdId: z.string(),
    subject,
    name: z.string(),
    indicator: z.string(),
    severity,
    day,
    value: z.number().nullable().describe('Null where readings had stopped, on a rule that wants to know'),
    line: z.number(),
    raisedAt: instant,
    raisedPosition: position,
    clearedAt: instant.nullable(),
    clearedReason: z.string().nullable(),
    evidence: z.array(z.strictObject({ reportId: z.string(), sentence: z.string().nullable() })),
  })
  .meta({ id: 'Alert' });
export const alertsAnswer = z.strictObject({ alerts: z.array(alertView) }).meta({ id: 'Alerts' });

export const thresholdSet = z
  .strictObject({ ...thresholdShape, position })
  .meta({ id: 'ThresholdSet', description: 'A line as it was set, at this position of the log' });
