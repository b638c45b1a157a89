import { z } from 'zod';
import { EVENT_TYPES } from '../../domain/ontology.ts';
import { count, day, instant, position } from './common.ts';
import { eventView } from './event.ts';

const by = { at: instant, userId: z.string().nullable(), reason: z.string() };

export const correctionView = z
  .strictObject({
    id: z.string(),
    what: z.enum(['rejected', 'type', 'parties', 'date', 'added']),
    start: count,
    end: count,
    text: z.string().nullable().describe('The words it is about; null once the text was erased'),
    type: z.enum(EVENT_TYPES).nullable().describe('Of the event that it is about, or that it gives'),
    mode: z.string().nullable(),
    actors: z.array(z.string()).nullable().describe('Codes, where it names the parties'),
    recipients: z.array(z.string()).nullable(),
    date: day.nullable(),
    ...by,
    undone: z.strictObject(by).nullable(),
  })
  .meta({ id: 'Correction', description: 'What a person said of the coding of a report, and who undid it' });

export const correctionMade = z
  .strictObject({
    reportId: z.string(),
    correction: z.string().describe('Id to undo it by'),
    version: count.describe('Version of the corrections of the report from now on'),
    position,
    events: z.array(eventView),
    suppressed: z.array(eventView),
    rejected: z.array(eventView),
    corrections: z.array(correctionView),
  })
  .meta({ id: 'CorrectionMade', description: 'The report as it stands after the correction' });

export const reportWithdrawn = z.strictObject({ reportId: z.string(), position });

const expected = z.strictObject({
  type: z.enum(EVENT_TYPES),
  mode: z.string().nullable(),
  actors: z.array(z.string()),
  recipients: z.array(z.string()),
  date: day.nullable(),
  start: count.describe('Of the trigger, in the text'),
  end: count,
});
export const correctedReport = z
  .strictObject({
    reportId: z.string(),
    title: z.string().nullable(),
    text: z.string(),
    titleLength: count,
    publishedAt: z.string().nullable(),
    language: z.string().nullable(),
    expected: z.array(expected).describe('Events that the report tells, after its corrections'),
    rejected: z.array(expected).describe('What is no event'),
    corrections: z.array(correctionView),
  })
  .meta({ id: 'CorrectedReport' });

const promotion = z
  .strictObject({
    position,
    at: instant,
    coder: z.strictObject({ name: z.string(), version: z.string() }),
    userId: z.string().nullable(),
  })
  .meta({ id: 'Promotion', description: 'From here on the readings of this coder count' });
export const promotionsAnswer = z.strictObject({ promotions: z.array(promotion) }).meta({ id: 'Promotions' });
