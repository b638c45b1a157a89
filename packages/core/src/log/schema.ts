import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { AlertState } from '../domain/alert-state.ts';
import type { ChannelKind, FailReason, MessageKind } from '../domain/channel.ts';
import type { ToldStep } from '../domain/notify/message.ts';
import { bytea, instant } from './columns.ts';

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

/** Ways to tell people, as the log has them; one that was removed stays for the messages that went through it. */
export const channels = pgTable('channels', {
  channelId: text('channel_id').primaryKey(),
  name: text('name').notNull(),
  kind: text('kind').$type<ChannelKind>().notNull(),
  place: text('place').notNull(),
  template: text('template'),
  sendResolved: boolean('send_resolved').notNull(),
  version: integer('version').notNull(),
  setAt: instant('set_at').notNull(),
  disabled: text('disabled').$type<'gone'>(),
  removed: boolean('removed').notNull().default(false),
  /** When what stands was last sent again, to receivers that forget. */
  refreshedAt: instant('refreshed_at'),
});

/** Addresses, tokens and signing secrets of channels, sealed with the installation's own key. */
export const channelSecrets = pgTable('channel_secrets', {
  channelId: text('channel_id').primaryKey(),
  sealed: bytea('sealed').notNull(),
});

/** The outbox: each step of an alert that a channel is told of, or is not and why. Made with the step itself. */
export const notifications = pgTable(
  'notifications',
  {
    notificationId: uuid('notification_id').primaryKey(),
    alertId: uuid('alert_id').notNull(),
    transitionId: uuid('transition_id').notNull(),
    channelId: text('channel_id').notNull(),
    step: text('step').$type<ToldStep>().notNull(),
    position: bigint('position', { mode: 'number' }).notNull(),
    createdAt: instant('created_at').notNull().default(sql`clock_timestamp()`),
    status: text('status').$type<'pending' | 'formed' | 'suppressed'>().notNull(),
    /** Why it is suppressed. */
    reason: text('reason'),
    messageId: uuid('message_id'),
  },
  table => [
    unique('notifications_once').on(table.alertId, table.transitionId, table.channelId),
    index('notifications_pending').on(table.channelId, table.position).where(sql`status = 'pending'`),
    index('notifications_message').on(table.messageId).where(sql`message_id is not null`),
  ],
);

/** What is sent in one go. A channel has one of its alerts under way at most, so that they arrive in order. */
export const messages = pgTable(
  'messages',
  {
    messageId: uuid('message_id').primaryKey(),
    channelId: text('channel_id').notNull(),
    kind: text('kind').$type<MessageKind>().notNull(),
    formedAt: instant('formed_at').notNull().default(sql`clock_timestamp()`),
    /** Head of the log when it was made. */
    anchorPosition: bigint('anchor_position', { mode: 'number' }).notNull(),
    notice: text('notice'),
    userId: text('user_id'),
    status: text('status').$type<'pending' | 'delivered' | 'failed'>().notNull().default('pending'),
    reason: text('reason').$type<FailReason>(),
    /** Goes up when somebody has it sent again. */
    round: integer('round').notNull().default(0),
    tries: integer('tries').notNull().default(0),
    firstTryAt: instant('first_try_at'),
    nextTryAt: instant('next_try_at').notNull().default(sql`clock_timestamp()`),
    claimedBy: uuid('claimed_by'),
    claimedUntil: instant('claimed_until'),
    enqueueCount: integer('enqueue_count').notNull().default(0),
    nextEnqueueAt: instant('next_enqueue_at').notNull().default(sql`clock_timestamp()`),
  },
  table => [
    uniqueIndex('messages_one_at_a_time').on(table.channelId).where(sql`status = 'pending' and kind = 'alerts'`),
    index('messages_pending').on(table.nextEnqueueAt).where(sql`status = 'pending'`),
    index('messages_channel').on(table.channelId, table.formedAt),
  ],
);

/** Every try at sending. The body is not kept: it is made again from the log, where erased words are gone. */
export const messageTries = pgTable(
  'message_tries',
  {
    messageId: uuid('message_id').notNull(),
    round: integer('round').notNull(),
    try: integer('try').notNull(),
    at: instant('at').notNull().default(sql`clock_timestamp()`),
    tookMs: integer('took_ms').notNull(),
    outcome: text('outcome').$type<'delivered' | 'again' | 'rejected' | 'gone'>().notNull(),
    status: integer('status'),
    answer: text('answer').notNull(),
    /** Method, address and headers with what is secret in them masked, and how long the body was. */
    request: jsonb('request').notNull(),
  },
  table => [primaryKey({ name: 'message_tries_pk', columns: [table.messageId, table.round, table.try] })],
);
/** Where each rule stands with each subject that it watches: what the evaluator remembers between two looks. */
export const watchStates = pgTable(
  'watch_states',
  {
    thresholdId: text('threshold_id').notNull(),
    subject: text('subject').notNull(),
    /** Version of the rule that the state is of. */
    version: integer('version').notNull(),
    /** The alert that stands, null where none does. */
    alertId: uuid('alert_id'),
    /** Alerts that were raised so far; the next one's id is derived from it. */
    raised: integer('raised').notNull(),
    state: jsonb('state').$type<AlertState>().notNull(),
    /** Indicator and comparison that the state is of: another one means another measure. */
    measure: text('measure').notNull(),
  },
  table => [primaryKey({ columns: [table.thresholdId, table.subject] })],
);

/** Position of the views up to which an evaluator has looked, by its name. */
export const watchPositions = pgTable('watch_positions', {
  name: text('name').primaryKey(),
  position: bigint('position', { mode: 'number' }).notNull(),
});

/** The words that an alert saw, a row for each part of its evidence. Erasing a report empties `sentence`. */
export const alertEvidence = pgTable(
  'alert_evidence',
  {
    /** The log event that refers to it: a raising or an escalation. */
    eventId: uuid('event_id').notNull(),
    seq: integer('seq').notNull(),
    alertId: uuid('alert_id').notNull(),
    reportId: uuid('report_id').notNull(),
    sentence: text('sentence'),
    /** Where the trigger stands in the sentence, in UTF-16 code units. */
    triggerStart: integer('trigger_start').notNull(),
    triggerEnd: integer('trigger_end').notNull(),
  },
  table => [
    primaryKey({ columns: [table.eventId, table.seq] }),
    index('alert_evidence_alert').on(table.alertId),
    index('alert_evidence_report').on(table.reportId),
  ],
);
