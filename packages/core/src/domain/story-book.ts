import { addDays } from './day.ts';
import type { EventId } from './ids.ts';
import { byRecord, createGroups, type Member, type StoryValue, tellSameAct, worthOf } from './story.ts';

/** A member and the story that it belongs to. */
export type Placed = { member: Member; story: EventId };

/** One thing that happened to coded events: some no longer count, some count from now on (again, or otherwise). */
export type Change = { removed: readonly EventId[]; added: readonly Member[] };

/** A story before and after a change; null where there was, or is, none of that id that tells of the same act. */
export type Touched = { story: EventId; before: StoryValue | null; after: StoryValue | null };
/** What a change did: to stories, and to the members that came, went or belong to another story now. */
export type Effect = { touched: Touched[]; left: Placed[]; joined: Placed[] };

/** Stories that changes are applied to, one after another. */
export type StoryBook = { apply(change: Change): Effect };

/**
 * A book of the stories that hold the given members. It must hold every story that a change may touch: those of the
 * members removed, and those with a member of the same key within a day of one added.
 */
export function createStoryBook(placed: Iterable<Placed>): StoryBook {
  const members = new Map<EventId, Placed>();
  const stories = new Map<EventId, { ids: Set<EventId>; value: StoryValue }>();
  const byDay = new Map<string, Set<EventId>>();

  const put = (it: Placed): void => {
    members.set(it.member.id, it);
    setOf(byDay, `${it.member.key} ${it.member.day}`).add(it.member.id);
  };
  const take = (it: Placed): void => {
    members.delete(it.member.id);
    byDay.get(`${it.member.key} ${it.member.day}`)?.delete(it.member.id);
  };
  const membersOf = (ids: Iterable<EventId>): Member[] =>
    [...ids].flatMap(id => {
      const it = members.get(id);
      return it ? [it.member] : [];
    });
  const neighbours = (member: Member): Placed[] =>
    [addDays(member.day, -1), member.day, addDays(member.day, 1)]
      .flatMap(day => [...(byDay.get(`${member.key} ${day}`) ?? [])])
      .flatMap(id => members.get(id) ?? [])
      .filter(it => tellSameAct(it.member, member));

  const groups = new Map<EventId, Set<EventId>>();
  for (const it of placed) {
    put(it);
    setOf(groups, it.story).add(it.member.id);
  }
  for (const [story, ids] of groups) stories.set(story, { ids, value: worthOf(membersOf(ids)) });

  return {
    apply({ removed, added }) {
      const before = new Map<EventId, StoryValue>();
      const left: Placed[] = [];
      const known = new Map<EventId, Placed>();
      const affect = (story: EventId): void => {
        const it = stories.get(story);
        if (!it || before.has(story)) return;
        before.set(story, it.value);
        for (const id of it.ids) {
          const placed = members.get(id);
          if (placed) known.set(id, placed);
        }
      };
      for (const id of removed) {
        const it = members.get(id);
        if (!it) continue;
        affect(it.story);
        left.push(it);
        take(it);
      }
      // An event that counts otherwise keeps its place among those recorded, and with it the name of its story.
      const fresh = added.map(member => ({ ...member, since: known.get(member.id)?.member.since ?? member.since }));
      for (const member of fresh) {
        for (const it of neighbours(member)) affect(it.story);
        put({ member, story: member.id });
      }
      const gone = new Set(left.map(it => it.member.id));
      const pool = [...known.values()].filter(it => !gone.has(it.member.id));
      const all = [...pool, ...fresh.map(member => ({ member, story: member.id }))].sort((a, b) =>
        byRecord(a.member, b.member),
      );
      const labels = label(all, left.length === 0 ? new Set(fresh) : null);
      for (const story of before.keys()) stories.delete(story);
      const next = new Map<EventId, Set<EventId>>();
      const arrived: Placed[] = [];
      all.forEach((it, i) => {
        const story = all[labels.of(i)]?.member.id ?? it.member.id;
        setOf(next, story).add(it.member.id);
        const was = known.get(it.member.id);
        const moved = { member: it.member, story };
        if (gone.has(it.member.id) || was === undefined) arrived.push(moved);
        else if (was.story !== story) {
          left.push(was);
          arrived.push(moved);
        }
        members.set(it.member.id, moved);
      });
      for (const [story, ids] of next) stories.set(story, { ids, value: worthOf(membersOf(ids)) });
      const names = [...new Set([...before.keys(), ...next.keys()])];
      const touched = names.flatMap((story): Touched[] => {
        const [was, is] = [before.get(story) ?? null, stories.get(story)?.value ?? null];
        // An event of other parties or another type is another act, though the story goes by the same name.
        return was && is && was.key !== is.key
          ? [
              { story, before: was, after: null },
              { story, before: null, after: is },
            ]
          : [{ story, before: was, after: is }];
      });
      return { touched, left, joined: arrived };
    },
  };
}

/**
 * Joins members, in the order of record, to stories. Where nothing left, stories that there were stay together and only
 * the new members can join any; else everything is joined afresh.
 */
function label(all: readonly Placed[], fresh: ReadonlySet<Member> | null): ReturnType<typeof createGroups> {
  const groups = createGroups(all.length);
  const first = new Map<EventId, number>();
  all.forEach((x, b) => {
    const head = first.get(x.story);
    if (head === undefined) first.set(x.story, b);
    else if (fresh) groups.join(head, b);
  });
  all.forEach((x, b) => {
    for (let a = 0; a < b; a += 1) {
      const y = all[a];
      if (!y || (fresh && !fresh.has(x.member) && !fresh.has(y.member)) || groups.areOne(a, b)) continue;
      if (tellSameAct(x.member, y.member)) groups.join(a, b);
    }
  });
  return groups;
}

function setOf<K>(map: Map<K, Set<EventId>>, key: K): Set<EventId> {
  const set = map.get(key) ?? new Set();
  map.set(key, set);
  return set;
}
