import { z } from 'zod';
import { count, day, instant, position, severity, subject } from './common.ts';

const clock = z.enum(['recorded', 'published']);
const evidence = z.array(
  z.strictObject({
    reportId: z.string(),
    sentence: z.string().nullable(),
    outlet: z.string().nullable(),
    share: z.number(),
  }),
);
const pastEpisode = z
  .strictObject({
    subject,
    name: z.string(),
    raisedAt: instant,
    clearedAt: instant.nullable().describe('Null while it would stand'),
    severity,
    cause: z.enum(['crossed', 'no-data']),
    line: z.number(),
    value: z.number().nullable(),
    peak: z.number().nullable().describe('Farthest beyond the line, in the unit of the line'),
    peakAt: instant,
    pendingHours: z.number(),
    evidence: evidence.describe('The biggest contributions as they were known then; for the newest episodes'),
  })
  .meta({ id: 'PastEpisode' });

export const backtestAnswer = z
  .strictObject({
    sentence: z.string().describe('What the rule does, in plain words'),
    clock,
    clockReason: z.string().describe('Why this clock was taken'),
    from: day,
    to: day,
    until: instant.describe('End of the range: what stands then is still open'),
    asOf: position,
    windows: z.array(z.strictObject({ days: count, fired: count, stoodHours: z.number() })),
    episodes: z.array(pastEpisode).describe('Oldest first'),
    otherLines: z.array(z.strictObject({ line: z.number(), fired: count })),
    subjects: count.describe('How many subjects the rule would have watched'),
  })
  .meta({ id: 'Backtest' });

export const hindsightAnswer = z
  .strictObject({
    subject,
    name: z.string(),
    at: day,
    clock,
    asOf: position,
    rules: z
      .array(
        z.strictObject({
          rule: z.record(z.string(), z.unknown()).describe('A body that sets the rule'),
          sentence: z.string(),
          earliest: instant,
          value: z.number().nullable(),
          daysBefore: z.number().describe('How long before the end of the day it would have been told'),
          others: count.describe('How often it would have fired besides, in the year around'),
          otherEpisodes: z.array(z.strictObject({ raisedAt: instant, clearedAt: instant.nullable() })),
        }),
      )
      .describe('Those with the fewest others first, then the earliest'),
    tried: count,
  })
  .meta({ id: 'Hindsight' });
