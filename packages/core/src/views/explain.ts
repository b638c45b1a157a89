import type { NotCodedReason } from '../domain/coded-event.ts';
import type { FailureReason } from '../domain/log-event.ts';

const NOT_CODED: Record<NotCodedReason, string> = {
  empty: 'There was no text to read.',
  'unsupported-language': 'The text is not in English, the only language that is read so far.',
  irrelevant: 'It is not about what states and armed groups do to each other.',
  'no-act': 'It names countries but tells of no act between them.',
  'suppressed-only': 'Every act in it was denied, past, only possible or otherwise not a fact of the day.',
};

const FAILED: Record<FailureReason, string> = {
  'too-slow': 'Reading it took longer than the time limit, five times over.',
  'coder-crashed': 'The reader broke down on it, five times over.',
  'coder-error': 'The reader could not make sense of it, five times over.',
  'worker-died': 'The worker that read it died each time, five times over.',
};

/** What a person should know of an outcome's reason, in a sentence; null when there is nothing to say. */
export function explain(outcome: string, reason: string | null): string | null {
  if (reason === null) return null;
  if (outcome === 'not-coded' && isKeyOf(NOT_CODED, reason)) return NOT_CODED[reason];
  if (outcome === 'failed' && isKeyOf(FAILED, reason)) return FAILED[reason];
  return reason;
}

function isKeyOf<T extends object>(table: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(table, key);
}
