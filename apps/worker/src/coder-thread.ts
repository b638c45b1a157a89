import type { CoderInput, Coding } from '@tensiometer/core/domain/coded-event.ts';
import { createCoder } from '@tensiometer/core/domain/coder/coder.ts';

const coder = await createCoder();

/** Runs in a thread of the pool: one report in, one coding out. */
export function code(input: CoderInput): Coding {
  return coder.code(input);
}
