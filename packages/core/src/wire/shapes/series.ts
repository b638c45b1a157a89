import { z } from 'zod';
import { asOf, count, coverage, day, demo, indicator, instant, next, severity, step, subject } from './common.ts';
import { eventView } from './event.ts';

export const seriesPoint = z
  .strictObject({
    at: instant.describe('Start of the bucket'),
    value: z.number().nullable().describe('null where nothing covers the bucket'),
    reports: count,
    outlets: count,
    coverage,
    demo,
  })
  .meta({ id: 'Point' });
export const seriesAnswer = z
  .strictObject({
    subject,
    indicator,
    formula: z.string().describe('Id of the formula, its parameters among it'),
    unit: z.string(),
    step,
    asOf,
    points: z.array(seriesPoint),
  })
  .meta({ id: 'Series' });

export const subjectSummary = z
  .strictObject({
    subject,
    name: z.string().describe('"Iraq–United States"'),
    kind: z.enum(['dyad', 'country']),
    day: day.describe('Day of the reading: today, or that of the latest report when it is more than 14 days old'),
    tension: z.number().nullable(),
    change: z.number().nullable().describe('Against seven days before; null when either has no coverage'),
    coverage,
    reports: count,
    outlets: count,
    spark: z.array(z.number().nullable()).describe('Tension of the 90 days up to `day`, oldest first'),
    lastEvent: eventView.nullable().describe('The newest coded event, with its words'),
    alert: z.strictObject({ severity, since: z.string() }).nullable().describe('The standing alert'),
    line: z
      .strictObject({ comparison: z.enum(['above', 'below']), warn: z.number() })
      .nullable()
      .describe('The lowest line set on its tension'),
    demo,
  })
  .meta({ id: 'Subject', description: 'One subject of the ranking, at the day where its page stands' });
const ranking = { subjects: z.array(subjectSummary), asOf, day };
export const subjectsAnswer = z.strictObject(ranking);
export const subjectsPage = z.strictObject({ ...ranking, next }).meta({ id: 'Subjects' });

export const contributionRow = z
  .strictObject({
    story: z.string(),
    eventDay: day,
    conflict: z.number().describe('Points, before decay'),
    cooperation: z.number(),
    decay: z.number().describe("Weight of the row's age, 0 to 1"),
    share: z.number().describe('Part of the value that this row is; negative for cooperation under tension'),
    nonState: z.boolean(),
    events: z.array(eventView),
  })
  .meta({ id: 'Contribution' });
export const contributionsAnswer = z
  .strictObject({
    subject,
    indicator,
    at: day,
    asOf,
    value: z.number().nullable(),
    conflictMass: z.number().describe("Decayed to the day, in points (for conflict and cooperation: the day's sums)"),
    cooperationMass: z.number(),
    coverage,
    reports: count,
    outlets: count,
    rows: z.array(contributionRow).describe('Biggest share first'),
  })
  .meta({ id: 'Contributions', description: 'What stands behind one point; the shares add up to the value' });
