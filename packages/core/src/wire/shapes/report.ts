import { z } from 'zod';
import { count, instant, next, position } from './common.ts';
import { correctionView } from './correction.ts';
import { eventView } from './event.ts';

const receipt = {
  reportId: z.string(),
  id: z.string().nullable().describe("The sender's own id"),
  status: z.enum(['received', 'queued', 'coded', 'not-coded', 'counted', 'failed']),
  reason: z.string().nullable(),
  explanation: z.string().nullable().describe('The reason in a sentence'),
  receivedAt: instant,
  position: position.nullable(),
  attempts: count,
};
export const receiptView = z.strictObject(receipt).meta({ id: 'Receipt' });

export const reportView = z
  .strictObject({
    ...receipt,
    title: z.string().nullable(),
    text: z.string().nullable().describe('All offsets count UTF-16 units in this string; null once erased'),
    titleLength: count,
    url: z.string().nullable(),
    publishedAt: instant.nullable(),
    outlet: z.string(),
    source: z.string(),
    language: z.string().nullable(),
    tags: z.array(z.string()),
    flags: z.array(z.string()),
    demo: z.boolean(),
    events: z.array(eventView),
    suppressed: z.array(eventView),
    rejected: z.array(eventView),
    corrections: z.array(correctionView),
    correctionsVersion: count.describe('What a correction must name as the version that it saw'),
    coder: z.strictObject({ name: z.string(), version: z.string() }).nullable(),
    log: z
      .array(z.strictObject({ position, type: z.string(), recordedAt: instant, summary: z.string() }))
      .describe("The report's own log events, in order"),
  })
  .meta({ id: 'Report' });

export const reportRow = z
  .strictObject({
    ...receipt,
    title: z.string(),
    outlet: z.string(),
    source: z.string(),
    publishedAt: instant.nullable(),
    events: count,
    demo: z.boolean(),
  })
  .meta({ id: 'ReportRow' });
export const reportsAnswer = z.strictObject({ reports: z.array(reportRow), next }).meta({ id: 'Reports' });

export const statusAnswer = z
  .strictObject({
    received: count,
    pending: count,
    coded: count,
    notCoded: count,
    failed: count,
    position: position.describe('Head of the log'),
    projected: position.describe('What the views have reached'),
    lagSeconds: z.number(),
  })
  .meta({ id: 'Status', description: 'Counts of distinct reports, and how far the views are behind the log' });

export const retryAnswer = z.strictObject({ reportId: z.string(), status: z.literal('queued') });
export const demoAnswer = z.strictObject({ reports: count });
