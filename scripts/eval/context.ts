import { createHash } from 'node:crypto';
import type { Coder, CoderInput, Coding } from '@tensiometer/core/domain/coded-event.ts';

/** What a set is scored with: the coder, the folder of the dev sets, and a place to tell how far it is. */
export type Context = {
  coder: Coder;
  /** Codes a text, a title only when `titleLength` says so, without a day of publication unless one is given. */
  code(text: string, options?: { titleLength?: number; publishedAt?: string | null }): Coding;
  folder: string;
  progress(done: number, of: number): void;
};

export type Recorded = { input: CoderInput; hash: string };

/** Fingerprint of the exact JSON of an answer. */
export const hashOf = (coding: Coding): string => createHash('sha256').update(JSON.stringify(coding)).digest('base64');

/** A coder that keeps every input with the fingerprint of its answer, so that all can be coded a second time. */
export function recording(coder: Coder): { coder: Coder; recorded: Recorded[] } {
  const recorded: Recorded[] = [];
  return {
    recorded,
    coder: {
      version: coder.version,
      code: input => {
        const coding = coder.code(input);
        recorded.push({ input, hash: hashOf(coding) });
        return coding;
      },
    },
  };
}

/** The context of a set for a coder, a folder and a place for progress. */
export function contextOf(coder: Coder, folder: string, progress: Context['progress']): Context {
  return {
    coder,
    folder,
    progress,
    code: (text, { titleLength = 0, publishedAt = null } = {}) =>
      coder.code({ id: 'eval', text, titleLength, publishedAt, language: 'en' }),
  };
}

/** Does something for each item and tells how far it is. */
export function each<T, R>(items: readonly T[], progress: Context['progress'], work: (item: T) => R): R[] {
  return items.map((item, i) => {
    progress(i, items.length);
    return work(item);
  });
}
