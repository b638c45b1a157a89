import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_TYPES, type EventType } from '@tensiometer/core/domain/ontology.ts';

type Span = { start: number; end: number };
export type GoldEvent = {
  type: EventType;
  mode: string | null;
  actors: string[];
  recipients: string[];
  told: 'announced' | 'alleged' | null;
  triggers: Span[];
  actorSpans: Span[];
  recipientSpans: Span[];
};
/** One sentence of our own writing, or a headline and its standfirst: its text without marks, and the events in it or the reason why there is none. */
export type GoldSentence = {
  text: string;
  titleLength: number;
  events: GoldEvent[];
  none: string | null;
  file: string;
  heldOut: boolean;
};

const LABEL = /^(\d) ([A-Z]+)(?:\/([a-z-]+))? (\S+)>(\S+)(?: (announced|alleged))?$/;

/** Reads the sentences of every `.tsv` of a folder, in the order of file names and lines. Throws on a line it cannot read. */
export function readGold(folder: string): GoldSentence[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.tsv'))
    .sort()
    .flatMap(file =>
      readFileSync(join(folder, file), 'utf8')
        .split('\n')
        .filter(line => line !== '')
        .map((line, i) => readLine(line, file, i + 1)),
    );
}

function readLine(line: string, file: string, number: number): GoldSentence {
  const [label = '', marked = ''] = line.split('\t');
  const { text, spans } = readMarks(marked.replace(' // ', '\n\n'));
  const titleLength = Math.max(0, text.indexOf('\n\n'));
  const heldOut = bucketOf(text) % 20 < 3;
  if (label.startsWith('NONE:')) return { text, titleLength, events: [], none: label.slice(5), file, heldOut };
  const events = label.split('; ').map(part => {
    const found = LABEL.exec(part);
    const type = EVENT_TYPES.find(known => known === found?.[2]);
    if (!found || !type) throw new Error(`${file}:${number}: ${part} is no label`);
    const tagged = (tag: string) => spans.filter(span => span.tags.includes(tag + found[1]));
    const codes = (list: string | undefined) => (list === undefined || list === '-' ? [] : list.split(',').sort());
    return {
      type,
      mode: found[3] ?? null,
      actors: codes(found[4]),
      recipients: codes(found[5]),
      told: found[6] === 'announced' || found[6] === 'alleged' ? found[6] : null,
      triggers: tagged('t'),
      actorSpans: tagged('a'),
      recipientSpans: tagged('r'),
    } satisfies GoldEvent;
  });
  return { text, titleLength, events, none: null, file, heldOut };
}

function readMarks(marked: string): { text: string; spans: (Span & { tags: string[] })[] } {
  const spans: (Span & { tags: string[] })[] = [];
  let text = '';
  let from = 0;
  for (const found of marked.matchAll(/\[((?:[art]\d)+):([^\]]*)\]/g)) {
    text += marked.slice(from, found.index);
    const start = text.length;
    text += found[2] ?? '';
    spans.push({ start, end: text.length, tags: (found[1] ?? '').match(/[art]\d/g) ?? [] });
    from = found.index + found[0].length;
  }
  return { text: text + marked.slice(from), spans };
}

/** A number that depends on the sentence alone, so that adding sentences moves none from one side to the other. */
export function bucketOf(text: string): number {
  let hash = 2166136261;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619) >>> 0;
  return hash;
}
