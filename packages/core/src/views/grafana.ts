import { type SQL, sql } from 'drizzle-orm';
import type { Executor } from '../log/database.ts';

/** Role for a reader from outside, such as a data source of Grafana: it sees the schema `grafana` and nothing else. */
const READER = 'tensiometer_grafana';

/**
 * Makes the views of the schema `grafana` show the tables of a version of our own views; docs/grafana.md describes them.
 * Their columns are relied on from outside: one is added at the end, none is renamed.
 */
export async function showToGrafana(db: Executor, schema: string): Promise<void> {
  const from = sql.identifier(schema);
  await db.execute(sql`create schema if not exists grafana`);
  for (const view of viewsOn(from)) await db.execute(sql`create or replace view ${view}`);
  // The role is the owner's to make; where the user of the database may not, the views are there without it.
  await db.execute(
    sql.raw(`do $$ begin
      if not exists (select 1 from pg_roles where rolname = '${READER}') then create role ${READER} nologin; end if;
      grant usage on schema grafana to ${READER};
      grant select on all tables in schema grafana to ${READER};
    exception when insufficient_privilege or duplicate_object or unique_violation then null;
    end $$`),
  );
}

function viewsOn(from: ReturnType<typeof sql.identifier>): SQL[] {
  return [
    sql`grafana.masses as select day::timestamptz as time, subject, conflict / 1000.0 as conflict, cooperation / 1000.0 as cooperation
        from ${from}.subject_days`,
    sql`grafana.reports as select r.received_at as time, r.published_day, r.outlet, r.outcome, r.reason, r.language, r.countries, r.demo
        from ${from}.report_days r where r.withdrawn_position is null`,
    sql`grafana.alerts as select raised_at as time, cleared_at as time_end, subject, data ->> 'severity' as severity,
          data ->> 'indicator' as indicator, (data ->> 'value')::float as value, (data ->> 'line')::float as line from ${from}.alerts`,
  ];
}
