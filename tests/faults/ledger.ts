import { type FileHandle, open } from 'node:fs/promises';
import { createBatcher } from '../../packages/core/src/log/batcher.ts';

/** What an attempt came to: stored for certain, not stored for certain, or not known. */
export type Outcome = 'ok' | 'fail' | 'info';
export type Entry = { id: string; at: number } & ({ sent: true } | { outcome: Outcome; status: number | null });

/** What was sent and what was answered, on disk before anything else happens. */
export type Ledger = {
  write(entry: Entry): Promise<void>;
  /** Ids by what is known of them in the end. */
  read(): { attempted: Set<string>; ok: Set<string>; fail: Set<string> };
  attempts(): number;
  /** Answers that said: not now. */
  sentAway(): number;
  close(): Promise<void>;
};

/** Opens a ledger in a file; entries that are written at the same time share one wait for the disk. */
export async function openLedger(path: string): Promise<Ledger> {
  const file: FileHandle = await open(path, 'a');
  const attempted = new Set<string>();
  const ok = new Set<string>();
  const refused = new Map<string, number>();
  const unknown = new Set<string>();
  let attempts = 0;
  let sentAway = 0;
  const lines = createBatcher(async (entries: Entry[]) => {
    await file.appendFile(entries.map(entry => `${JSON.stringify(entry)}\n`).join(''));
    await file.datasync();
    return entries.map(() => true);
  });
  return {
    write: async entry => {
      await lines.add(entry);
      if ('sent' in entry) {
        attempted.add(entry.id);
        attempts += 1;
      } else if (entry.outcome === 'ok') ok.add(entry.id);
      else if (entry.outcome === 'fail') refused.set(entry.id, (refused.get(entry.id) ?? 0) + 1);
      else {
        unknown.add(entry.id);
        if (entry.status === 429 || entry.status === 503) sentAway += 1;
      }
    },
    // Refused for certain is only what was never accepted and never left in doubt.
    read: () => ({
      attempted,
      ok,
      fail: new Set([...refused.keys()].filter(id => !ok.has(id) && !unknown.has(id))),
    }),
    attempts: () => attempts,
    sentAway: () => sentAway,
    close: () => file.close(),
  };
}
