import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until there is an answer; throws, saying what was awaited, when there is none in time. */
export async function waitFor<T>(what: string, ask: () => Promise<T | null> | T | null, withinMs = 30_000): Promise<T> {
  for (const until = Date.now() + withinMs; ; await delay(25)) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > until) throw new Error(`waited ${withinMs} ms for ${what}`);
  }
}
