import type { EventId, SourceId } from './ids.ts';

/** What is left out of the numbers to see what is left of them. */
export type Without = {
  /** Sources by id or name. */
  sources: readonly (SourceId | string)[];
  families: readonly string[];
  /** By the id of the story or of any event in it. */
  stories: readonly EventId[];
};

/** Starts the next thing left out: names of outlets may hold commas themselves. */
const NEXT = /,(?=(?:source|family|story):)/;
const PART = /^(source|family|story):(.+)$/;

/** Reads `source:…,family:…,story:…`; null when a part is none of these. */
export function parseWithout(text: string): Without | null {
  const without = { source: [] as string[], family: [] as string[], story: [] as string[] };
  for (const part of text.split(NEXT)) {
    const [, kind, name] = PART.exec(part.trim()) ?? [];
    if ((kind !== 'source' && kind !== 'family' && kind !== 'story') || name === undefined) return null;
    without[kind].push(name.trim());
  }
  return { sources: without.source, families: without.family, stories: without.story };
}
