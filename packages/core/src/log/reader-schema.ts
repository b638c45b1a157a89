import { sql } from 'drizzle-orm';
import { bigint, date, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from './columns.ts';

/** Subjects that a user wants to have at hand. */
export const watchList = pgTable(
  'watch_list',
  {
    userId: text('user_id').notNull(),
    subject: text('subject').notNull(),
    addedAt: instant('added_at').notNull().default(sql`clock_timestamp()`),
  },
  table => [primaryKey({ columns: [table.userId, table.subject] })],
);

/** Links by which anybody may look at one series of one subject, kept by their hash. */
export const shares = pgTable(
  'shares',
  {
    shareId: uuid('share_id').primaryKey(),
    tokenHash: bytea('token_hash').notNull().unique(),
    userId: text('user_id').notNull(),
    subject: text('subject').notNull(),
    indicator: text('indicator').notNull(),
    /** First and last day, both or neither; without them the days move with the data. */
    fromDay: date('from_day', { mode: 'string' }),
    toDay: date('to_day', { mode: 'string' }),
    /** Position that it is pinned to; null for what is known at the moment. */
    asOf: bigint('as_of', { mode: 'number' }),
    createdAt: instant('created_at').notNull().default(sql`clock_timestamp()`),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  table => [index('shares_user').on(table.userId)],
);
