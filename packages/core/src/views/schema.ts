import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Correction } from '../domain/correction.ts';
import type { LogEvent, LoggedEvent, LoggedSuppressed } from '../domain/log-event.ts';
import type { Threshold } from '../domain/threshold.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });
const position = (name: string) => bigint(name, { mode: 'number' });

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

/** The contribution ledger: rows are added, never changed. */
export const contributions = pgTable(
  'contributions',
  {
    position: position('position').notNull(),
    seq: integer('seq').notNull(),
    subject: text('subject').notNull(),
    eventDay: date('event_day', { mode: 'string' }).notNull(),
    eventAt: instant('event_at').notNull(),
    conflict: integer('conflict').notNull(),
    cooperation: integer('cooperation').notNull(),
    /** 1 where the story comes to stand on the day, −1 where it leaves it. */
    stories: smallint('stories').notNull().default(0),
    reason: text('reason').notNull(),
    story: uuid('story').notNull(),
    reportId: uuid('report_id').notNull(),
    codedEventId: uuid('coded_event_id').notNull(),
    type: text('type').notNull(),
    mode: text('mode'),
    quad: smallint('quad').notNull(),
    factuality: text('factuality').notNull(),
    confidence: integer('confidence').notNull(),
    scope: text('scope').notNull(),
    nonState: boolean('non_state').notNull(),
    source: uuid('source').notNull(),
    outletFamily: text('outlet_family').notNull(),
  },
  table => [
    primaryKey({ columns: [table.position, table.seq] }),
    // With all that a reading is made of, so that none of it is looked up row by row.
    index('contributions_subject_day').on(
      table.subject,
      table.eventDay,
      table.position,
      table.story,
      table.stories,
      table.confidence,
      table.conflict,
      table.cooperation,
      table.quad,
      table.scope,
    ),
  ],
);

/** Running sums of the ledger by subject and day; `stories` counts those that stand on the day. */
export const subjectDays = pgTable(
  'subject_days',
  {
    subject: text('subject').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    conflict: bigint('conflict', { mode: 'number' }).notNull(),
    cooperation: bigint('cooperation', { mode: 'number' }).notNull(),
    stories: integer('stories').notNull(),
  },
  table => [primaryKey({ columns: [table.subject, table.day] }), index('subject_days_day').on(table.day)],
);

const reportDayColumns = {
  sourceId: uuid('source_id').notNull(),
  receivedPosition: position('received_position').notNull(),
  receivedAt: instant('received_at').notNull(),
  publishedDay: date('published_day', { mode: 'string' }).notNull(),
  publishedAt: instant('published_at'),
  outlet: text('outlet').notNull(),
  outletFamily: text('outlet_family').notNull(),
  demo: boolean('demo').notNull(),
  outcome: text('outcome').$type<'pending' | 'coded' | 'not-coded' | 'failed'>().notNull(),
  reason: text('reason'),
  language: text('language'),
  /** Alike for reports whose texts have the same words in the same order; null without words. */
  textKey: integer('text_key'),
  /** Countries that the coder found named; `countries` adds those of events that a person amended or added. */
  named: text('named').array().notNull().default(sql`'{}'`),
  countries: text('countries').array().notNull().default(sql`'{}'`),
  outcomePosition: position('outcome_position'),
  earliestEventDay: date('earliest_event_day', { mode: 'string' }),
  withdrawnPosition: position('withdrawn_position'),
  /** Position since which the row is as it is. */
  changedPosition: position('changed_position').notNull(),
};

/** One row a report: coverage and the word "counted" are read from it. */
export const reportDays = pgTable(
  'report_days',
  { reportId: uuid('report_id').primaryKey(), ...reportDayColumns },
  table => [
    index('report_days_countries').using('gin', table.countries),
    index('report_days_published').on(table.publishedDay),
    index('report_days_demo').on(table.reportId).where(sql`demo`),
  ],
);

/** Rows of `report_days` as they were before `until_position`. */
export const reportDaysPast = pgTable(
  'report_days_past',
  { reportId: uuid('report_id').notNull(), untilPosition: position('until_position').notNull(), ...reportDayColumns },
  table => [
    primaryKey({ columns: [table.reportId, table.untilPosition] }),
    index('report_days_past_until').on(table.untilPosition),
    index('report_days_past_countries').using('gin', table.countries).where(sql`countries <> '{}'`),
  ],
);

/** Coded and suppressed events, without words: those in force and those that were. */
export const codedEvents = pgTable(
  'coded_events',
  {
    codedEventId: uuid('coded_event_id').notNull(),
    status: text('status').$type<'coded' | 'suppressed' | 'rejected'>().notNull(),
    reportId: uuid('report_id').notNull(),
    position: position('position').notNull(),
    seq: integer('seq').notNull(),
    type: text('type').notNull(),
    eventDay: date('event_day', { mode: 'string' }),
    subjects: text('subjects').array().notNull(),
    data: jsonb('data').$type<LoggedEvent | LoggedSuppressed>().notNull(),
    /** What the coder read, where a person amended it. */
    original: jsonb('original').$type<LoggedEvent>(),
    corrections: uuid('corrections').array().notNull().default(sql`'{}'`),
    added: boolean('added').notNull().default(false),
    /** Position since which the row is no longer in force. */
    untilPosition: position('until_position'),
  },
  table => [
    primaryKey({ columns: [table.position, table.seq] }),
    index('coded_events_report').on(table.reportId),
    index('coded_events_day').on(table.eventDay),
    index('coded_events_subjects').using('gin', table.subjects),
    index('coded_events_danger')
      .on(table.reportId, table.type, table.untilPosition, table.position)
      .where(
        sql`status = 'coded' and (type in ('THREATEN', 'MOBILIZE', 'ASSAULT') or (type = 'COERCE' and data ->> 'mode' = 'seize'))`,
      ),
  ],
);

/** What people corrected, and what of it was undone. */
export const corrections = pgTable(
  'corrections',
  {
    correctionId: uuid('correction_id').primaryKey(),
    reportId: uuid('report_id').notNull(),
    position: position('position').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    userId: text('user_id'),
    correction: jsonb('correction').$type<Correction>().notNull(),
    undonePosition: position('undone_position'),
    undone: jsonb('undone').$type<{ at: string; userId: string | null; reason: string }>(),
  },
  table => [index('corrections_report').on(table.reportId)],
);

/** MinHash of each report's text, as 32-bit words with the low byte first. */
export const reportPrints = pgTable('report_prints', {
  reportId: uuid('report_id').primaryKey(),
  position: position('position').notNull(),
  minhash: bytea('minhash').notNull(),
});

/** Which coded events make up which story, now and at every position before: what a story is valued from. */
export const storyMembers = pgTable(
  'story_members',
  {
    codedEventId: uuid('coded_event_id').notNull(),
    fromPosition: position('from_position').notNull(),
    untilPosition: position('until_position'),
    story: uuid('story').notNull(),
    /** Type and countries, which all members of a story share. */
    key: text('key').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    at: instant('at').notNull(),
    reportId: uuid('report_id').notNull(),
    source: uuid('source').notNull(),
    outletFamily: text('outlet_family').notNull(),
    /** Where the event was recorded first. */
    sincePosition: position('since_position').notNull(),
    sinceSeq: integer('since_seq').notNull(),
    confidence: integer('confidence').notNull(),
    /** Milli-points before attention, negative for conflict. */
    strength: doublePrecision('strength').notNull(),
    /** Content lemmas of the trigger's sentence, as 32-bit words. */
    lemmas: bytea('lemmas').notNull(),
  },
  table => [
    primaryKey({ columns: [table.codedEventId, table.fromPosition] }),
    index('story_members_key_day').on(table.key, table.day),
    index('story_members_story').on(table.story),
  ],
);

const thresholdColumns = {
  version: integer('version').notNull(),
  position: position('position').notNull(),
  subject: text('subject').notNull(),
  data: jsonb('data').$type<Threshold>().notNull(),
};

export const thresholds = pgTable('thresholds', {
  thresholdId: text('threshold_id').primaryKey(),
  ...thresholdColumns,
});

/** Rows of `thresholds` as they were before `until_position`. */
export const thresholdsPast = pgTable(
  'thresholds_past',
  {
    thresholdId: text('threshold_id').notNull(),
    untilPosition: position('until_position').notNull(),
    ...thresholdColumns,
  },
  table => [primaryKey({ columns: [table.thresholdId, table.untilPosition] })],
);

type Raised = Extract<LogEvent, { type: 'AlertRaised' }>['data'];

export const alerts = pgTable(
  'alerts',
  {
    alertId: uuid('alert_id').primaryKey(),
    thresholdId: text('threshold_id').notNull(),
    subject: text('subject').notNull(),
    raisedPosition: position('raised_position').notNull(),
    raisedAt: instant('raised_at').notNull(),
    data: jsonb('data').$type<Raised>().notNull(),
    clearedPosition: position('cleared_position'),
    clearedAt: instant('cleared_at'),
    clearedReason: text('cleared_reason'),
  },
  table => [index('alerts_open').on(table.thresholdId).where(sql`cleared_position is null`)],
);

/**
 * Every version of a projection of the log: where its tables are, how far it has come, and who moves it. Readers look at
 * the one that is live; `epoch` fences whoever moved it before.
 */
export const projections = pgTable(
  'projections',
  {
    name: text('name').notNull(),
    version: integer('version').notNull(),
    /** Schema of its tables. */
    schema: text('schema').notNull(),
    status: text('status').$type<'building' | 'live' | 'standby'>().notNull(),
    /** Version of the code that folded it. */
    code: text('code').notNull(),
    position: position('position').notNull(),
    lastEventId: uuid('last_event_id'),
    epoch: integer('epoch').notNull(),
  },
  table => [
    primaryKey({ columns: [table.name, table.version] }),
    uniqueIndex('projections_live').on(table.name).where(sql`status = 'live'`),
  ],
);
