import type { Position } from '@tensiometer/core/domain/ids.ts';

import { createLeader, type LeaderOptions } from '@tensiometer/core/log/leader.ts';
import { appendTold } from '@tensiometer/core/log/outbox.ts';
import type { Runner } from '@tensiometer/core/log/runner.ts';
import {
  loadWatchPosition,
  loadWatchStates,
  saveEvidenceWords,
  saveWatchPosition,
  saveWatchStates,
  type WatchState,
} from '@tensiometer/core/log/watch-store.ts';
import { movedBetween } from '@tensiometer/core/views/ask-moved.ts';
import { createFactsOf, movedDays } from '@tensiometer/core/views/ask-rule.ts';
import { loadControls } from '@tensiometer/core/views/ask-watched.ts';
import type { FactsOfSubject } from '@tensiometer/core/views/facts.ts';
import { onViews } from '@tensiometer/core/views/snapshot.ts';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { keyOf, type Late, type Look, lateNotes, type Pass, passOver } from './watch-pass.ts';

const LOCK = 7265010;
const NAME = 'alerts';
/** Positions further back than this are not gone through one by one: everything is read anew. */
const MOST_MOVED = 50_000;

/** Looks at the views, if there is cause to: they moved, or a tick is due. Answers whether it did. */
export type Watch = () => Promise<boolean>;

export type WatchOptions = {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Silence changes readings too, so rules are looked at on a clock as well. @default 15_000 */
  tickMs?: number;
};

/**
 * Makes the evaluator of the rules on a connection that nobody else writes alerts through. All that it knows is in the
 * database: one that takes over goes on where another stopped, and a step is recorded whole or not at all.
 */
export async function createWatch(db: NodePgDatabase, { now, tickMs = 15_000 }: WatchOptions): Promise<Watch> {
  const states = new Map((await loadWatchStates(db)).map(state => [keyOf(state), state]));
  let seen = await loadWatchPosition(db, NAME);
  let version: number | null = null;
  let ticked = Number.NEGATIVE_INFINITY;
  return async () => {
    const at = now();
    const due = at - ticked >= tickMs || at < ticked;
    const looked = await onViews(db, undefined, async (tx, there) => {
      if (there.position === seen && there.version === version && !due) return null;
      const { position } = there;
      // positions of another version of the views say nothing about what its readings are
      const known = seen !== null && position - seen <= MOST_MOVED ? seen : null;
      const from = version === null || version === there.version ? known : null;
      const look: Look = {
        at,
        position,
        tick: due,
        moved: from === null ? null : new Set((await movedBetween(tx, from, position)).subjects),
        movedDays: from === null ? new Map() : await movedDays(tx, from, position),
        controls: known === null ? [] : await loadControls(tx, known, position),
      };
      return { look, version: there.version, pass: await passOver(tx, states, look) };
    });
    if (looked === null) return false;
    const { look, pass } = looked;
    const { position } = look;
    if (due) ticked = at;
    if (pass.late.length > 0) {
      const before = await factsAt(db, seen ?? 0, pass.late);
      pass.events.push(...lateNotes(pass, look, before));
    }
    const changed = [...pass.states].filter(([key, state]) => isWorthKeeping(states.get(key), state));
    const moved = position !== seen;
    if (changed.length > 0 || pass.events.length > 0 || moved) await keep(db, pass, changed, position);
    for (const [key, state] of pass.states) states.set(key, state);
    seen = position;
    version = looked.version;
    return moved;
  };
}

async function keep(
  db: NodePgDatabase,
  pass: Pass,
  changed: readonly [string, WatchState][],
  position: Position,
): Promise<void> {
  await db.transaction(async tx => {
    await appendTold(tx, pass.events);
    await saveEvidenceWords(tx, pass.words);
    await saveWatchStates(
      tx,
      changed.map(([, state]) => state),
    );
    await saveWatchPosition(tx, NAME, position);
  });
}

/** A state that differs in nothing but the instant it was looked at is not written again. */
function isWorthKeeping(before: WatchState | undefined, after: WatchState): boolean {
  const plain = (it: WatchState) => JSON.stringify({ ...it, state: { ...it.state, at: 0 } });
  return before === undefined || plain(before) !== plain(after);
}

async function factsAt(
  db: NodePgDatabase,
  position: Position,
  late: readonly Late[],
): Promise<Map<Late, FactsOfSubject>> {
  return onViews(db, position, async tx => {
    const factsOf = createFactsOf(tx);
    const facts = new Map<Late, FactsOfSubject>();
    for (const it of late) {
      const [first, last] = [it.days[0], it.days.at(-1)];
      if (first !== undefined && last !== undefined) facts.set(it, await factsOf(it.rule, it.subject, first, last));
    }
    return facts;
  });
}

/** Keeps looking at the rules, in one process of all that offer to; a standby takes over within the lease. */
export function createWatcher(
  options: Pick<LeaderOptions, 'url' | 'logger' | 'onFatal' | 'leaseMs' | 'pollMs' | 'standbyMs'> & WatchOptions,
): Runner {
  return createLeader({ ...options, name: 'watch', lock: LOCK, lead: db => createWatch(db, options) });
}
