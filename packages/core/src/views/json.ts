import { type SQL, sql } from 'drizzle-orm';

/** A value as a parameter of type jsonb. */
export function json(value: unknown): SQL {
  return sql`${JSON.stringify(value)}::jsonb`;
}
