import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Executor } from './database.ts';

/** Role that the apps work as: it may read the log and append to it through `append_events`, and nothing else of it. */
const APP_ROLE = 'tensiometer_app';

const CREATE = `do $$ begin
  create role ${APP_ROLE} nologin;
exception when duplicate_object or unique_violation or insufficient_privilege then null;
end $$`;

/** Schemas of views are opened when they are made; the first one's past is made by a migration, before there is a role. */
const GRANTS = [
  `grant usage on schema public_as_of to ${APP_ROLE}`,
  `grant select on all tables in schema public_as_of to ${APP_ROLE}`,
  `grant usage on schema public to ${APP_ROLE}`,
  `grant select, insert, update, delete on all tables in schema public to ${APP_ROLE}`,
  `revoke insert, update, delete, truncate on events, streams from ${APP_ROLE}`,
];

/**
 * Makes the role of the apps and gives it what it needs on the tables that there are. False where the user of the
 * database may not make roles: then the triggers alone keep the log as it is.
 */
export async function ensureAppRole(client: pg.Client): Promise<boolean> {
  await client.query(CREATE);
  const { rows } = await client.query<{ there: boolean; held: boolean }>(
    `select exists (select 1 from pg_roles where rolname = $1) as there,
       exists (select 1 from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles u on u.oid = m.member
               where r.rolname = $1 and u.rolname = current_user) as held`,
    [APP_ROLE],
  );
  if (rows[0]?.there !== true) return false;
  try {
    if (!rows[0].held) await client.query(`grant ${APP_ROLE} to current_user`);
    for (const grant of GRANTS) await client.query(grant);
    const db = drizzle({ client });
    const { rows: versions } = await client.query<{ schema: string }>(
      `select schema from projections where schema <> 'public'`,
    );
    for (const { schema } of versions) {
      await openSchema(db, schema);
      await openSchema(db, `${schema}_as_of`);
    }
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '42501') return false;
    throw error;
  }
}

/** Lets the apps use a schema with everything in it: the queue's, where it is in our database. */
export async function openToApps(url: string, schema: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'tensiometer-migrate' });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(`do $$ begin
      if not exists (select 1 from pg_roles where rolname = '${APP_ROLE}') or to_regnamespace('${schema}') is null then return; end if;
      perform pg_advisory_xact_lock(7265002);
      grant usage, create on schema ${schema} to ${APP_ROLE};
      grant all on all tables in schema ${schema} to ${APP_ROLE};
      grant all on all sequences in schema ${schema} to ${APP_ROLE};
    end $$`);
  } finally {
    await client.end();
  }
}

/**
 * Gives a new connection the role of the apps, where there is one that its user may take. Runs once a connection,
 * before anything else on it.
 */
export async function becomeApp(client: pg.ClientBase): Promise<void> {
  await client.query(
    `select set_config('role', rolname, false) from pg_roles where rolname = '${APP_ROLE}' and pg_has_role(current_user, oid, 'member')`,
  );
}

/** Lets the apps read and write the tables of a schema of views, where there is a role of the apps. */
export async function openSchema(db: Executor, schema: string): Promise<void> {
  const name = sql.identifier(schema);
  const role = sql.identifier(APP_ROLE);
  const { rowCount } = await db.execute(sql`select 1 from pg_roles where rolname = ${APP_ROLE}`);
  if (rowCount === 0) return;
  await db.execute(sql`grant usage on schema ${name} to ${role}`);
  await db.execute(sql`grant select, insert, update, delete on all tables in schema ${name} to ${role}`);
}
