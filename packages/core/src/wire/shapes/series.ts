import { z } from 'zod';
import { EVENT_TYPES } from '../../domain/ontology.ts';
import { asOf, count, coverage, day, demo, indicator, instant, next, severity, step, subject } from './common.ts';
import { eventView } from './event.ts';

const share = z.number().min(0).max(1);

/** What else is known of the reports behind a reading. */
const behindReading = {
  confidence: share.nullable().describe('Median confidence of the stories of the 14 days'),
  lateHours: z.number().nullable().describe('Median hours from publication to arrival, at most 336'),
  copies: share.nullable().describe('Share of the reports that repeat the text of another'),
};

/** What some indicators tell beside their value. */
const aside = {
  scant: z.boolean().optional().describe('conflict-share: too little mass for it to say much'),
  external: share.optional().describe('stress: the part of its pairs'),
  internal: share.optional().describe('stress: the part of its domestic acts'),
  event: z
    .strictObject({ id: z.string(), reportId: z.string(), day, type: z.enum(EVENT_TYPES) })
    .optional()
    .describe('peak-severity: the act that it is'),
  mean: z.number().optional().describe('escalation: usual ln(1 + points)'),
  spread: z.number().optional().describe('escalation: its standard deviation, at least 0.35'),
  told: count.optional().describe('threat-act, threat, act: reports of the day that tell of it'),
  read: count.optional().describe('threat-act, threat, act: reports of the day that were read'),
  baseline: share.nullable().optional().describe('threat-act, threat, act: the share that is 100'),
};

export const seriesPoint = z
  .strictObject({
    at: instant.describe('Start of the bucket'),
    value: z.number().nullable().describe('null where nothing covers the bucket'),
    reports: count,
    outlets: count,
    coverage,
    ...behindReading,
    ...aside,
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
    band: z
      .array(z.strictObject({ at: day, low: z.number(), high: z.number() }))
      .optional()
      .describe(
        'Where readings of the last seven days may still go when late reports have come, 10th to 90th percentile; left out where too little is known to say',
      ),
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
const ranking = {
  subjects: z.array(subjectSummary),
  total: count.describe('Subjects of all pages'),
  asOf,
  day,
};
export const subjectsAnswer = z.strictObject(ranking);
export const subjectsPage = z.strictObject({ ...ranking, next }).meta({ id: 'Subjects' });

export const contributionRow = z
  .strictObject({
    story: z.string(),
    eventDay: day,
    conflict: z.number().describe('Points, before decay'),
    cooperation: z.number(),
    decay: z.number().describe("Weight of the row's age, 0 to 1"),
    subject: subject.describe(
      'The subject that the row stands under: for stress one of the pairs, else the one asked for',
    ),
    share: z
      .number()
      .nullable()
      .describe(
        'Part of the value that this row is, negative for cooperation under tension; null where there are no parts',
      ),
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
    ...behindReading,
    ...aside,
    rows: z.array(contributionRow).describe('Biggest share first, at most as many as were asked for'),
    rest: z
      .strictObject({ rows: count, share: z.number().nullable() })
      .describe('The rows beyond those, and what they add up to'),
  })
  .meta({ id: 'Contributions', description: 'What stands behind one point; the shares add up to the value' });
