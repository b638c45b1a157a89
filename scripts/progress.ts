import type { Progress } from '@tensiometer/core/views/rebuild.ts';
import { say } from './command.ts';

/** Tells of long work about once a second, and of short work not at all. */
export function showProgress(what: string): Progress {
  let told = Date.now();
  return (position, of) => {
    if (Date.now() - told < 1_000) return;
    told = Date.now();
    say(`${what} … ${position} of ${of}`);
  };
}
