import { sql } from 'drizzle-orm';
import type { Position } from '../domain/ids.ts';
import { lockLog } from '../log/append.ts';
import type { Database, Transaction } from '../log/database.ts';
import { VIEWS_CHANNEL } from '../log/doorbell.ts';
import { advance, type Held, move, readNext, takeOver } from '../log/follow.ts';
import { headOf } from '../log/read.ts';
import { showToGrafana } from './grafana.ts';
import { project, VIEWS, VIEWS_CODE } from './project.ts';
import { createVersion, dropVersion, listVersions, makeLive, tableNames, type Version } from './versions.ts';

/**
 * Told after each batch, which waits for it. `outrun` is true while reports come in at least as fast as they are read
 * again, so that there is no end in sight.
 */
export type Progress = (position: Position, of: Position, outrun: boolean) => void | Promise<void>;
export type Rebuilt = { version: number; position: Position };

/** There is no version to go back to. */
class NothingToRollBackTo extends Error {}

const BATCH = 1_000;
/** The rest that is folded while appends and the live views wait: so many events, or what is folded in so many seconds. */
const SWITCH_LAG = 200;
const HOLD_SECONDS = 0.5;
/** Positions after which the planner is told how large the tables have become. */
const ANALYZE_AT = [2_000, 20_000, 200_000, 2_000_000];

/**
 * Folds the log again into tables of a new version while the live ones go on, then makes it the live one. What a rebuild
 * that was killed has folded is gone on with. The version that was live stands by for `rollBack` until the next rebuild.
 */
export async function rebuild(db: Database, onProgress: Progress = () => {}, batch = BATCH): Promise<Rebuilt> {
  const version = await prepareVersion(db);
  const folded = await catchUp(db, await takeOver(db, VIEWS, version), onProgress, batch);
  await db.execute(sql`select index_views(${folded.schema})`);
  await analyze(db, folded.schema);
  return switchTo(db, await catchUp(db, folded, onProgress, batch));
}

/** Makes the version that stands by live again, after it has read what came meanwhile. Throws `NothingToRollBackTo`. */
export async function rollBack(db: Database, onProgress: Progress = () => {}): Promise<Rebuilt> {
  const standby = (await listVersions(db)).find(it => it.status === 'standby');
  if (!standby) throw new NothingToRollBackTo('no other version of the views stands by; npm run rebuild makes one');
  return switchTo(db, await catchUp(db, await takeOver(db, VIEWS, standby.version), onProgress, BATCH));
}

/** Sees to it that the live views were folded by this code; folds the log again where they were not. */
export async function ensureViews(db: Database, onProgress: Progress = () => {}): Promise<void> {
  await bringUp(db, onProgress);
  const live = (await listVersions(db)).find(it => it.status === 'live');
  if (live) await db.transaction(tx => showToGrafana(tx, live.schema));
}

async function bringUp(db: Database, onProgress: Progress = () => {}): Promise<void> {
  const live = (await listVersions(db)).find(it => it.status === 'live');
  if (live?.code === VIEWS_CODE) return;
  if (live?.position === 0) {
    await db.execute(
      sql`update projections set code = ${VIEWS_CODE} where name = ${VIEWS} and version = ${live.version} and position = 0`,
    );
  } else if (live) {
    await rebuild(db, onProgress);
  } else {
    await db.execute(
      sql`insert into projections (name, version, schema, status, code, position, epoch) values (${VIEWS}, 1, 'public', 'live', ${VIEWS_CODE}, 0, 0) on conflict do nothing`,
    );
  }
}

/** The version to build: one that was begun, or a new one in place of what stood by. */
async function prepareVersion(db: Database): Promise<number> {
  return db.transaction(async tx => {
    await tx.execute(sql`select pg_advisory_xact_lock(7265004)`);
    const versions = await listVersions(tx);
    const begun = versions.find(it => it.status === 'building' && it.code === VIEWS_CODE);
    const others = versions.filter(it => it.status !== 'live' && it !== begun);
    for (const other of others) await dropVersion(tx, other);
    if (begun) return begun.version;
    const version = 1 + Math.max(0, ...versions.map((it: Version) => it.version));
    await createVersion(tx, version, 'building');
    return version;
  });
}

async function catchUp(db: Database, from: Held, onProgress: Progress, batch: number): Promise<Held> {
  const began = performance.now();
  let held = from;
  let head = await headOf(db);
  let distance = head - held.position;
  let outrun = false;
  let reading = readNext(db, held.position, batch);
  while (distance > SWITCH_LAG) {
    const before = held.position;
    const events = await reading;
    // The log is read on while the database writes.
    reading = readNext(db, events.at(-1)?.position ?? before, batch);
    held = await advance(db, held, events, project);
    const { position } = held;
    if (ANALYZE_AT.some(at => before < at && at <= position)) await analyze(db, held.schema);
    await onProgress(position, head, outrun);
    if (position < head) continue;
    head = await headOf(db);
    const foldedInHold = (HOLD_SECONDS * 1_000 * (position - from.position)) / (performance.now() - began);
    if (head - position <= Math.max(SWITCH_LAG, foldedInHold)) break;
    // In the time that this distance took to read, as much came again.
    outrun = head - position >= distance;
    distance = head - position;
  }
  await reading;
  return held;
}

async function analyze(db: Database, schema: string): Promise<void> {
  for (const table of tableNames) await db.execute(sql`analyze ${sql.identifier(schema)}.${sql.identifier(table)}`);
}

/**
 * Folds the rest and switches, in one transaction that the live projector waits for, and whoever appends: the rest would
 * have no end where reports come in as fast as it is folded.
 */
async function switchTo(db: Database, held: Held): Promise<Rebuilt> {
  return db.transaction(async tx => {
    await tx.execute(sql`select 1 from projections where name = ${VIEWS} order by version for update`);
    await lockLog(tx);
    const last = await foldRest(tx, held);
    await makeLive(tx, last);
    await tx.execute(sql`select pg_notify(${VIEWS_CHANNEL}, ${String(last.position)})`);
    return { version: last.version, position: last.position };
  });
}

async function foldRest(tx: Transaction, from: Held): Promise<Held> {
  await tx.execute(sql`select set_config('search_path', ${`${from.schema}, public`}, true)`);
  let held = from;
  for (;;) {
    const events = await readNext(tx, held.position, BATCH);
    const last = events.at(-1);
    if (!last) break;
    held = await move(tx, held, last);
    await project(tx, events);
  }
  await tx.execute(sql`select set_config('search_path', 'public', true)`);
  return held;
}
