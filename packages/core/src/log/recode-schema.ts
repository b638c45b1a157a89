import { sql } from 'drizzle-orm';
import { jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Coding } from '../domain/coded-event.ts';
import { instant } from './columns.ts';

/** What another coder reads in stored reports, beside what counts. Codes and places, no words. */
export const recodings = pgTable(
  'recodings',
  {
    /** Name and version of the coder. */
    coder: text('coder').notNull(),
    reportId: uuid('report_id').notNull(),
    coding: jsonb('coding').$type<Coding>().notNull(),
    codedAt: instant('coded_at').notNull().default(sql`clock_timestamp()`),
  },
  table => [primaryKey({ columns: [table.coder, table.reportId] })],
);
