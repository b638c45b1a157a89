import {
  actOf,
  type Contribution,
  type ContributionReason,
  contributionsOf,
  eventInstant,
  type MilliPoints,
  strengthOf,
} from '../domain/contribution.ts';
import { keyOf, type Member, type StoryValue } from '../domain/story.ts';
import { createStoryBook, type Placed, type Touched } from '../domain/story-book.ts';
import type { Recount, Told } from './fold.ts';

export type ContributionRow = Contribution & { position: number; seq: number };
/** A row of `story_members`: in force until `untilPosition`. */
export type MemberRow = Placed & { fromPosition: number; untilPosition: number | null };

/** What recounts write: rows of the ledger, members that are new in a story, and members that left one. */
export type StoryEffects = { contributions: ContributionRow[]; members: MemberRow[]; closed: MemberRow[] };

/** A coded event as a member of a story; `minhash` is that of its report. */
function memberOf({ event, origin, seq }: Told, position: number, minhash: readonly number[]): Member {
  const day = event.date ?? '';
  return {
    id: event.id,
    reportId: origin.reportId,
    source: origin.source,
    outletFamily: origin.outletFamily,
    since: { position, seq },
    key: keyOf(actOf(event)),
    day,
    at: eventInstant(day, origin.publishedAt),
    confidence: Math.round(event.confidence.overall * 1000),
    strength: strengthOf(event),
    minhash,
    lemmas: event.lemmas,
  };
}

/**
 * Works out what recounts mean for stories, in order, and writes it into the ledger: for each story whose value changed,
 * and each subject it counts for, one row of new minus old, or two where it moved to another day. `standing` must hold the
 * stories that the recounts may touch (see `createStoryBook`), `minhashOf` answer the signature of any report in them.
 */
export function foldStories(
  standing: readonly MemberRow[],
  recounts: readonly Recount[],
  minhashOf: (reportId: string) => readonly number[],
): StoryEffects {
  const book = createStoryBook(standing);
  const inForce = new Map(standing.map(row => [row.member.id, row]));
  const effects: StoryEffects = { contributions: [], members: [], closed: [] };
  for (const { position, reason, removed, added } of recounts) {
    const joining = added.map(told => memberOf(told, position, minhashOf(told.origin.reportId)));
    const { touched, left, joined } = book.apply({ removed: removed.map(told => told.event.id), added: joining });
    for (const { member } of left) {
      const row = inForce.get(member.id);
      if (!row) continue;
      row.untilPosition = position;
      effects.closed.push(row);
      inForce.delete(member.id);
    }
    for (const it of joined) {
      const row = { ...it, fromPosition: position, untilPosition: null };
      inForce.set(it.member.id, row);
      effects.members.push(row);
    }
    const causes = causesOf({ removed, added }, left, joined);
    const changed = touched
      .map(it => ({ it, cause: causes(it) }))
      .sort((a, b) => a.cause.rank - b.cause.rank || (a.it.story < b.it.story ? -1 : 1));
    let seq = 0;
    for (const { it, cause } of changed) {
      for (const row of rowsOf(it, cause.told, reason)) effects.contributions.push({ ...row, position, seq: seq++ });
    }
  }
  return effects;
}

type Cause = { told: Told; rank: number };

/** Finds the event that changed a story: its own new one first, one that left it, or one of the same act that parted or joined it. */
function causesOf(
  { removed, added }: Pick<Recount, 'removed' | 'added'>,
  left: readonly Placed[],
  joined: readonly Placed[],
): (touched: Touched) => Cause {
  const byStory = new Map<string, Cause>();
  const byKey = new Map<string, Cause>();
  const note = (tellings: readonly Told[], from: number, places: readonly Placed[]): void => {
    const ranks = new Map(tellings.map((told, i) => [told.event.id, { told, rank: from + i }]));
    for (const { member, story } of places) {
      const cause = ranks.get(member.id);
      if (!cause) continue;
      keepFirst(byStory, `${story} ${member.key}`, cause);
      keepFirst(byKey, member.key, cause);
    }
  };
  note(added, 0, joined);
  note(removed, added.length, left);
  return ({ story, before, after }) => {
    const key = (before ?? after)?.key ?? '';
    const cause = byStory.get(`${story} ${key}`) ?? byKey.get(key);
    if (!cause) throw new Error(`nothing that happened explains the change of story ${story}`);
    return cause;
  };
}

function keepFirst<K>(map: Map<K, Cause>, key: K, cause: Cause): void {
  const known = map.get(key);
  if (!known || cause.rank < known.rank) map.set(key, cause);
}

/** Rows of one story whose value changed, told by the event that changed it. */
function rowsOf({ story, before, after }: Touched, { event, origin }: Told, cause: ContributionReason): Contribution[] {
  const reason = cause === 'coded' && before !== null ? 'reinforced' : cause;
  const stays = before !== null && after !== null && before.day === after.day && before.at === after.at;
  const parts = stays
    ? [
        {
          on: after,
          conflict: conflictOf(after) - conflictOf(before),
          cooperation: cooperationOf(after) - cooperationOf(before),
          stories: 0,
        },
      ]
    : [...(before ? [part(before, -1)] : []), ...(after ? [part(after, 1)] : [])];
  const template = contributionsOf(event, origin);
  return parts
    .filter(({ conflict, cooperation, stories }) => conflict !== 0 || cooperation !== 0 || stories !== 0)
    .flatMap(({ on, ...change }) =>
      template.map(row => ({ ...row, story, reason, eventDay: on.day, eventAt: on.at, ...change })),
    );
}

const conflictOf = ({ amount }: StoryValue): MilliPoints => Math.max(0, -amount);
const cooperationOf = ({ amount }: StoryValue): MilliPoints => Math.max(0, amount);

function part(on: StoryValue, sign: 1 | -1) {
  return { on, conflict: sign * conflictOf(on), cooperation: sign * cooperationOf(on), stories: sign };
}
