import type { Progress } from '@tensiometer/core/views/rebuild.ts';
import { say } from './command.ts';

/** Tells of long work about once a second, and of short work not at all. */
export function showProgress(what: string): Progress {
  let told = Date.now();
  let warned = false;
  return (position, of, outrun) => {
    if (outrun && !warned)
      say(
        'Reports come in at least as fast as they are read again: this ends only when fewer come. It can be stopped and goes on from here when it is run again, in a quieter hour.',
      );
    warned ||= outrun;
    if (Date.now() - told < 1_000) return;
    told = Date.now();
    say(`${what} … ${position} of ${of}`);
  };
}
