import type { Position } from '../domain/ids.ts';
import type { Executor } from '../log/database.ts';
import { readStream } from '../log/read.ts';
import { CODER_STREAM } from '../log/recode.ts';
import type { Promotion } from '../wire/api.ts';

/** Coders that were promoted up to a position, oldest first: where a line may have moved without anything having happened. */
export async function askPromotions(db: Executor, upTo: Position): Promise<Promotion[]> {
  return (await readStream(db, CODER_STREAM)).flatMap(({ type, data, position, recordedAt, meta }) =>
    type === 'CoderPromoted' && position <= upTo
      ? [{ position, at: recordedAt, coder: data.coder, userId: meta.userId ?? null }]
      : [],
  );
}
