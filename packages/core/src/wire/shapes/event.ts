import { z } from 'zod';
import { DATE_PRECISIONS, FACTUALITIES } from '../../domain/coded-event.ts';
import { EVENT_TYPES } from '../../domain/ontology.ts';
import { count, day, demo, instant, next, position } from './common.ts';

export const partyView = z
  .strictObject({
    text: z.string().nullable().describe('Words of the report; null once the text was erased'),
    country: z.string().nullable(),
    countryName: z.string().nullable(),
    sector: z.string(),
    start: count,
    end: count,
  })
  .meta({ id: 'Party', description: 'One side of an event, with its place in the text' });

export const evidenceView = z
  .strictObject({
    start: count,
    end: count,
    text: z.string().nullable(),
    role: z.string(),
    rule: z.string(),
    weight: z.number(),
  })
  .meta({ id: 'Evidence' });

export const eventView = z
  .strictObject({
    id: z.string(),
    reportId: z.string(),
    position,
    status: z.enum(['coded', 'suppressed', 'rejected']).describe('rejected: a person said that it is no event'),
    reason: z.string().exactOptional().describe('Why a suppressed event counts nothing'),
    type: z.enum(EVENT_TYPES),
    mode: z.string().nullable(),
    cameo: z.string().nullable(),
    quad: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    score: z.number().describe('-10 (most hostile) to 10 (most cooperative)'),
    goldstein: z.number().nullable(),
    actors: z.array(partyView),
    recipients: z.array(partyView),
    reciprocal: z.boolean(),
    nonState: z.boolean(),
    date: day.nullable(),
    datePrecision: z.enum(DATE_PRECISIONS),
    factuality: z.enum(FACTUALITIES),
    confidence: z.strictObject({
      type: z.number(),
      actor: z.number(),
      recipient: z.number(),
      date: z.number(),
      overall: z.number(),
    }),
    evidence: z.array(evidenceView),
    sentence: z
      .strictObject({ start: count, end: count, text: z.string() })
      .nullable()
      .describe("The sentence that holds the trigger, with its place in the report's text"),
    corrections: z.array(z.string()).describe('Ids of the corrections that made it what it is, in order'),
    added: z.boolean().describe('A person told it, no coder'),
    correctionsVersion: count.describe('What a correction of its report must name as the version that it saw'),
    original: z
      .strictObject({
        type: z.enum(EVENT_TYPES),
        mode: z.string().nullable(),
        actors: z.array(z.string()),
        recipients: z.array(z.string()),
        date: day.nullable(),
      })
      .nullable()
      .describe('What the coder read, where a person amended it'),
    outlet: z.string(),
    family: z.string().describe('Family of the outlet: those of one house count as one'),
    publishedAt: instant.nullable(),
    publishedDay: day,
    url: z.string().nullable(),
    demo,
  })
  .meta({ id: 'CodedEvent', description: 'Who did what to whom, as coded from one report' });
export const eventsAnswer = z.strictObject({ events: z.array(eventView), next }).meta({ id: 'Events' });
