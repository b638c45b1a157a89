import { isDeepStrictEqual } from 'node:util';
import type { Position } from '@tensiometer/core/domain/ids.ts';
import type { Threshold } from '@tensiometer/core/domain/threshold.ts';
import { append, type NewEvent, VersionConflict } from '@tensiometer/core/log/append.ts';
import type { Database } from '@tensiometer/core/log/database.ts';
import { deriveId } from '@tensiometer/core/log/ids.ts';
import { readStream } from '@tensiometer/core/log/read.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';

/** Sets a line, or changes it. Setting what is set already appends nothing. Throws a 409 when somebody else was faster. */
export async function setThreshold(
  db: Database,
  threshold: Threshold,
  userId: string,
): Promise<{ position: Position; version: number; created: boolean }> {
  const streamId = `threshold-${threshold.thresholdId}`;
  const history = await readStream(db, streamId);
  const last = history.at(-1);
  if (last?.type === 'ThresholdSet' && isDeepStrictEqual(last.data, threshold)) {
    return { position: last.position, version: last.streamVersion, created: false };
  }
  const version = history.length + 1;
  const event: NewEvent = {
    type: 'ThresholdSet',
    data: threshold,
    eventId: deriveId('threshold-set', threshold.thresholdId, version),
    streamId,
    meta: { userId },
  };
  const position = await appendFirst(db, [event], { [streamId]: history.length === 0 ? 'none' : history.length });
  return { position, version, created: last?.type !== 'ThresholdSet' };
}

/** Takes a line away; an alert that stands on it is cleared by the evaluator. Null when no such line is set. */
export async function removeThreshold(db: Database, thresholdId: string, userId: string): Promise<Position | null> {
  const streamId = `threshold-${thresholdId}`;
  const history = await readStream(db, streamId);
  if (history.at(-1)?.type !== 'ThresholdSet') return null;
  const event: NewEvent = {
    type: 'ThresholdRemoved',
    data: { thresholdId },
    eventId: deriveId('threshold-removed', thresholdId, history.length + 1),
    streamId,
    meta: { userId },
  };
  return appendFirst(db, [event], { [streamId]: history.length });
}

async function appendFirst(
  db: Database,
  events: NewEvent[],
  expected: Record<string, number | 'none'>,
): Promise<Position> {
  try {
    const appended = await append(db, events, expected);
    return appended.at(-1)?.position ?? 0;
  } catch (error) {
    if (!(error instanceof VersionConflict)) throw error;
    throw new ProblemRaised(
      problem('conflict', {
        detail: 'Somebody else changed this line just now.',
        hint: 'Load it again and repeat your change.',
      }),
    );
  }
}
