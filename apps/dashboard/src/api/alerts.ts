import type { Position } from '@tensiometer/core/domain/ids.ts';
import { parseSubject, type Subject } from '@tensiometer/core/domain/subject.ts';
import { append, VersionConflict } from '@tensiometer/core/log/append.ts';
import type { Database } from '@tensiometer/core/log/database.ts';
import { deriveId } from '@tensiometer/core/log/ids.ts';
import { readStream } from '@tensiometer/core/log/read.ts';
import type { silenceBody } from '@tensiometer/core/wire/commands.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';
import type { z } from 'zod';

const MS_PER_HOUR = 3_600_000;

export type Acknowledged = { alertId: string; by: string; at: string; note: string | null; position: Position };

/**
 * Says that somebody knows of an alert that stands: it is not told again, unless it gets worse. The first one counts; a
 * second is answered with it. Null for an alert that there is none of; a 409 for one that is over.
 */
export async function acknowledge(
  db: Database,
  alertId: string,
  note: string | null,
  userId: string,
): Promise<Acknowledged | null> {
  const streamId = `alert-${alertId}`;
  const history = await readStream(db, streamId);
  const [raised] = history;
  if (raised?.type !== 'AlertRaised') return null;
  const known = history.find(event => event.type === 'AlertAcknowledged');
  if (known?.type === 'AlertAcknowledged') {
    const { recordedAt: at, position } = known;
    return { alertId, by: known.meta.userId ?? 'unknown', at, note: known.data.note, position };
  }
  if (history.some(event => event.type === 'AlertCleared')) {
    const detail = 'This alert is over: it was cleared.';
    throw new ProblemRaised(problem('conflict', { detail, hint: 'There is nothing left to acknowledge.' }));
  }
  const { thresholdId } = raised.data;
  const eventId = deriveId('alert-acknowledged', alertId);
  try {
    const [appended] = await append(
      db,
      [{ type: 'AlertAcknowledged', data: { alertId, thresholdId, note }, eventId, streamId, meta: { userId } }],
      { [streamId]: history.length },
    );
    return { alertId, by: userId, at: new Date().toISOString(), note, position: appended?.position ?? 0 };
  } catch (error) {
    // it was repeated, cleared or acknowledged at this very moment
    if (error instanceof VersionConflict) return acknowledge(db, alertId, note, userId);
    throw error;
  }
}

export type Silenced = {
  thresholdId: string;
  subject: Subject | null;
  until: string | null;
  reason: string;
  position: Position;
};

/** Holds the messages of a rule back for a time, or lifts that. Null for a rule that is not set. `now` in milliseconds. */
export async function silence(
  db: Database,
  thresholdId: string,
  asked: z.infer<typeof silenceBody>,
  userId: string,
  now: number,
): Promise<Silenced | null> {
  const rule = (await readStream(db, `threshold-${thresholdId}`)).at(-1);
  if (rule?.type !== 'ThresholdSet') return null;
  const subject = asked.subject ? parseSubject(asked.subject) : null;
  if (asked.subject && subject === null) refuse(`"${asked.subject}" is no subject.`);
  const until = untilOf(asked, now);
  const streamId = `silence-${thresholdId}`;
  const n = (await readStream(db, streamId)).length + 1;
  const data = { thresholdId, subject, until, reason: asked.reason };
  try {
    const [appended] = await append(
      db,
      [{ type: 'ThresholdSilenced', data, eventId: deriveId('silenced', thresholdId, n), streamId, meta: { userId } }],
      { [streamId]: n === 1 ? 'none' : n - 1 },
    );
    return { ...data, position: appended?.position ?? 0 };
  } catch (error) {
    if (error instanceof VersionConflict) return silence(db, thresholdId, asked, userId, now);
    throw error;
  }
}

function untilOf({ hours, until }: z.infer<typeof silenceBody>, now: number): string | null {
  if (hours !== undefined && until !== undefined) refuse('Say hours or until, not both.');
  if (hours !== undefined) return new Date(now + hours * MS_PER_HOUR).toISOString();
  if (until === undefined) return refuse('Say for how many hours, or until when; until null lifts the silence.');
  if (until === null) return null;
  const at = Date.parse(until);
  if (at <= now) refuse('That time is over; a silence ends in the future.');
  return new Date(at).toISOString();
}

function refuse(detail: string): never {
  throw new ProblemRaised(problem('invalid-request', { detail }));
}
