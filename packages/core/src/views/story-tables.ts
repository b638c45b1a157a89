import { type SQL, sql } from 'drizzle-orm';
import { addDays, type Day } from '../domain/day.ts';
import type { Member } from '../domain/story.ts';
import { DAYS_APART } from '../domain/story.ts';
import type { Executor, Transaction } from '../log/database.ts';
import { json } from './json.ts';
import type { MemberRow, StoryEffects } from './story-ledger.ts';

type Row = Omit<Member, 'since' | 'minhash' | 'lemmas'> & {
  story: string;
  since_position: string;
  since_seq: number;
  from_position: string;
  until_position: string | null;
  minhash: Uint8Array;
  lemmas: Uint8Array;
};

/** Rows of `story_members` `m` that `where` picks, with the signatures of their reports. */
export async function loadMembers(db: Executor, where: SQL): Promise<MemberRow[]> {
  const { rows } = await db.execute<Row>(
    sql`select m.coded_event_id as id, m.story, m.key, m.day::text, to_char(m.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, m.report_id as "reportId", m.source,
          m.outlet_family as "outletFamily", m.since_position, m.since_seq, m.from_position, m.until_position, m.confidence, m.strength, m.lemmas, p.minhash
        from story_members m join report_prints p on p.report_id = m.report_id where ${where} order by m.since_position, m.since_seq, m.coded_event_id`,
  );
  return rows.map(({ story, since_position, since_seq, from_position, until_position, minhash, lemmas, ...rest }) => ({
    story,
    fromPosition: Number(from_position),
    untilPosition: until_position === null ? null : Number(until_position),
    member: {
      ...rest,
      since: { position: Number(since_position), seq: since_seq },
      minhash: fromWords(minhash),
      lemmas: fromWords(lemmas),
    },
  }));
}

/** Members in force of every story that these may touch: stories with one of the events, or with one near the acts. */
export async function loadTouchedStories(
  tx: Transaction,
  acts: readonly { key: string; day: Day }[],
  eventIds: readonly string[],
): Promise<MemberRow[]> {
  const near = [...new Map(acts.map(act => [`${act.key} ${act.day}`, act])).values()];
  if (near.length === 0 && eventIds.length === 0) return [];
  const column = (read: (act: { key: string; day: Day }) => string) => sql`${sql.param(near.map(read))}`;
  return loadMembers(
    tx,
    sql`m.until_position is null and m.story in (
      select n.story from unnest(${column(act => act.key)}::text[], ${column(act => addDays(act.day, -DAYS_APART))}::date[],
          ${column(act => addDays(act.day, DAYS_APART))}::date[]) as a(key, first, last)
        join story_members n on n.key = a.key and n.day between a.first and a.last where n.until_position is null
      union select n.story from story_members n where n.coded_event_id = any(${sql.param(eventIds)}::uuid[]) and n.until_position is null)`,
  );
}

/** Signatures of reports, by id. */
export async function loadPrints(tx: Transaction, reportIds: readonly string[]): Promise<Map<string, number[]>> {
  if (reportIds.length === 0) return new Map();
  const { rows } = await tx.execute<{ report_id: string; minhash: Uint8Array }>(
    sql`select report_id, minhash from report_prints where report_id = any(${sql.param(reportIds)}::uuid[])`,
  );
  return new Map(rows.map(row => [row.report_id, fromWords(row.minhash)]));
}

export async function savePrints(
  tx: Transaction,
  prints: readonly { reportId: string; position: number; minhash: readonly number[] }[],
): Promise<void> {
  if (prints.length === 0) return;
  const rows = prints.map(print => ({ ...print, minhash: toWords(print.minhash) }));
  await tx.execute(sql`insert into report_prints (report_id, position, minhash) select "reportId", position, minhash
    from jsonb_to_recordset(${json(rows)}) as r("reportId" uuid, position bigint, minhash bytea)`);
}

/** Writes what changed of stories: members, the ledger and its running sums. */
export async function saveStories(tx: Transaction, { contributions, members, closed }: StoryEffects): Promise<void> {
  const fresh = new Set(members);
  const ended = closed.filter(row => !fresh.has(row));
  if (ended.length > 0)
    await tx.execute(sql`update story_members m set until_position = r."untilPosition"
      from jsonb_to_recordset(${json(ended.map(({ member, fromPosition, untilPosition }) => ({ id: member.id, fromPosition, untilPosition })))})
        as r(id uuid, "fromPosition" bigint, "untilPosition" bigint)
      where m.coded_event_id = r.id and m.from_position = r."fromPosition"`);
  if (members.length > 0) {
    const rows = members.map(({ member: { since, minhash: _, lemmas, ...rest }, ...row }) => ({
      ...rest,
      ...row,
      sincePosition: since.position,
      sinceSeq: since.seq,
      lemmas: toWords(lemmas),
    }));
    await tx.execute(sql`insert into story_members (coded_event_id, from_position, until_position, story, key, day, at, report_id, source, outlet_family,
        since_position, since_seq, confidence, strength, lemmas)
      select id, "fromPosition", "untilPosition", story, key, day, at, "reportId", source, "outletFamily", "sincePosition", "sinceSeq", confidence, strength, lemmas
      from jsonb_to_recordset(${json(rows)}) as r(id uuid, "fromPosition" bigint, "untilPosition" bigint, story uuid, key text, day date, at timestamptz,
        "reportId" uuid, source uuid, "outletFamily" text, "sincePosition" bigint, "sinceSeq" int, confidence int, strength double precision, lemmas bytea)`);
  }
  if (contributions.length > 0) await saveContributions(tx, contributions);
}

async function saveContributions(tx: Transaction, contributions: StoryEffects['contributions']): Promise<void> {
  await tx.execute(sql`insert into contributions (position, seq, subject, event_day, event_at, conflict, cooperation, stories, reason, story, report_id,
      coded_event_id, type, mode, quad, factuality, confidence, scope, non_state, source, outlet_family)
    select position, seq, subject, "eventDay", "eventAt", conflict, cooperation, stories, reason, story, "reportId",
      "codedEventId", type, mode, quad, factuality, confidence, scope, "nonState", source, "outletFamily"
    from jsonb_to_recordset(${json(contributions)}) as r(position bigint, seq int, subject text, "eventDay" date, "eventAt" timestamptz,
      conflict int, cooperation int, stories smallint, reason text, story uuid, "reportId" uuid, "codedEventId" uuid, type text, mode text, quad smallint,
      factuality text, confidence int, scope text, "nonState" boolean, source uuid, "outletFamily" text)`);
  const sums = new Map<string, { subject: string; day: Day; conflict: number; cooperation: number; stories: number }>();
  for (const { subject, eventDay: day, conflict, cooperation, stories } of contributions) {
    const sum = sums.get(`${subject} ${day}`) ?? { subject, day, conflict: 0, cooperation: 0, stories: 0 };
    sum.conflict += conflict;
    sum.cooperation += cooperation;
    sum.stories += stories;
    sums.set(`${subject} ${day}`, sum);
  }
  await tx.execute(sql`insert into subject_days (subject, day, conflict, cooperation, stories)
    select subject, day, conflict, cooperation, stories
    from jsonb_to_recordset(${json([...sums.values()])}) as r(subject text, day date, conflict bigint, cooperation bigint, stories int)
    on conflict (subject, day) do update set conflict = subject_days.conflict + excluded.conflict,
      cooperation = subject_days.cooperation + excluded.cooperation, stories = subject_days.stories + excluded.stories`);
  if (contributions.some(row => row.stories < 0)) await tx.execute(sql`delete from subject_days where stories = 0`);
}

/** Unsigned 32-bit words as PostgreSQL reads bytes, the low byte of each first. */
function toWords(words: readonly number[]): string {
  const bytes = Buffer.alloc(4 * words.length);
  for (const [i, word] of words.entries()) bytes.writeUInt32LE(word >>> 0, 4 * i);
  return `\\x${bytes.toString('hex')}`;
}

function fromWords(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.byteLength / 4 }, (_, i) => view.getUint32(4 * i, true));
}
