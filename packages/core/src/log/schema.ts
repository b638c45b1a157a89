import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });
const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });

/** The log. Written by `append_events` alone; triggers and the rights of the role refuse the rest (migrations 0001, 0002). */
export const events = pgTable(
  'events',
  {
    position: bigint('position', { mode: 'number' }).primaryKey(),
    eventId: uuid('event_id').notNull().unique(),
    streamId: text('stream_id').notNull(),
    streamVersion: integer('stream_version').notNull(),
    type: text('type').notNull(),
    schemaVersion: smallint('schema_version').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    contentHash: bytea('content_hash').notNull(),
    data: jsonb('data').notNull(),
    meta: jsonb('meta').notNull(),
    /** Hash of this event and the seal of the one before it: a chain over the positions. */
    seal: bytea('seal').notNull(),
  },
  table => [
    unique('events_stream_version').on(table.streamId, table.streamVersion),
    index('events_recorded_at').using('brin', table.recordedAt),
  ],
);

export const streams = pgTable('streams', {
  streamId: text('stream_id').primaryKey(),
  version: integer('version').notNull(),
});

/** The inbox: every report that was acknowledged, with its raw bytes and what became of it. */
export const reports = pgTable(
  'reports',
  {
    reportId: uuid('report_id').primaryKey(),
    sourceId: uuid('source_id').notNull(),
    externalId: text('external_id'),
    contentHash: bytea('content_hash').notNull(),
    raw: bytea('raw').notNull(),
    contentType: text('content_type').notNull(),
    title: text('title'),
    text: text('text').notNull(),
    titleLength: integer('title_length').notNull(),
    url: text('url'),
    publishedAt: text('published_at'),
    language: text('language'),
    outlet: jsonb('outlet').$type<{ name: string; family: string | null; country: string | null } | null>(),
    tags: text('tags').array().notNull(),
    meta: jsonb('meta'),
    flags: text('flags').array().notNull(),
    receivedAt: instant('received_at').notNull().default(sql`clock_timestamp()`),
    status: text('status').$type<ReportStatus>().notNull().default('pending'),
    attempts: integer('attempts').notNull().default(0),
    claimedUntil: instant('claimed_until'),
    /** Which try holds the claim, so that asking for it again counts no second one. */
    claimedBy: uuid('claimed_by'),
    enqueueCount: integer('enqueue_count').notNull().default(0),
    nextEnqueueAt: instant('next_enqueue_at').notNull(),
    round: integer('round').notNull().default(0),
    lastError: text('last_error'),
  },
  table => [
    uniqueIndex('reports_external_id').on(table.sourceId, table.externalId).where(sql`external_id is not null`),
    uniqueIndex('reports_content').on(table.sourceId, table.contentHash),
    index('reports_pending').on(table.nextEnqueueAt).where(sql`status = 'pending'`),
    index('reports_received_at').on(table.receivedAt),
  ],
);

export type ReportStatus = 'pending' | 'coded' | 'not-coded' | 'failed';

export const sources = pgTable('sources', {
  sourceId: uuid('source_id').primaryKey(),
  name: text('name').notNull(),
  declaresOutlets: boolean('declares_outlets').notNull(),
  demo: boolean('demo').notNull(),
  withdrawn: boolean('withdrawn').notNull().default(false),
});

/** Keys, by the sha256 of the whole key: 256 random bits need no slow hash. */
export const keys = pgTable('keys', {
  keyHash: bytea('key_hash').primaryKey(),
  label: text('label').notNull(),
  scopes: text('scopes').array().notNull(),
  sourceId: uuid('source_id'),
  createdAt: instant('created_at').notNull().defaultNow(),
  lastUsedAt: instant('last_used_at'),
});

export const sessions = pgTable('sessions', {
  tokenHash: bytea('token_hash').primaryKey(),
  userId: text('user_id').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  lastSeenAt: instant('last_seen_at').notNull().defaultNow(),
});

/** Sign-in links that were printed and not used yet. */
export const signInLinks = pgTable('sign_in_links', {
  tokenHash: bytea('token_hash').primaryKey(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

export const users = pgTable('users', {
  userId: text('user_id').primaryKey(),
  passwordHash: text('password_hash'),
});
