import type { CoderInput, Coding } from '../../packages/core/src/domain/coded-event.ts';
import { exampleEvent } from '../../packages/core/src/domain/example-event.ts';

/** Well under the time limit of the processes that the harness runs. */
const SLOW_MS = 1_000;

/** A coder that costs nothing and finds in a text what the harness wrote into it, or breaks down as the text says. */
export function code({ text }: CoderInput): Coding {
  if (text.startsWith('THROW')) throw new Error(`cannot read \u0000 ${text} ${'x'.repeat(10_000)}`);
  if (text.startsWith('EXIT')) process.exit(3);
  if (text.startsWith('HANG')) for (;;);
  if (text.startsWith('SLOW')) for (const until = Date.now() + SLOW_MS; Date.now() < until; );
  if (text.startsWith('HOARD')) hoard();
  const day = /\b\d{4}-\d{2}-\d{2}\b/.exec(text)?.[0] ?? null;
  const [, actor = 'USA', recipient = 'IRQ'] = /\b([A-Z]{3})>([A-Z]{3})\b/.exec(text) ?? [];
  const { id: _, ...event } = exampleEvent('ASSAULT', [actor], [recipient], { date: day, p: 1 });
  // Of its own, so that no two reports tell one story.
  const number = Number(/number (\d+)/.exec(text)?.[1] ?? 0);
  const lemmas = [3 * number, 3 * number + 1, 3 * number + 2];
  return {
    outcome: 'coded',
    reason: null,
    events: [{ ...event, lemmas }],
    suppressed: [],
    countries: [actor, recipient].sort(),
    language: 'en',
    coder: { name: 'stub', version: '1' },
  };
}

/** Takes all the memory that a thread may have. */
function hoard(): never {
  const kept: number[][] = [];
  for (;;) kept.push(Array.from({ length: 10_000 }, (_, i) => i + kept.length + 0.5));
}
