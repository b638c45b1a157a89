import { EVENT_TYPES, type EventType } from '../ontology.ts';
import nounLines from './noun-frames.lexicon.json' with { type: 'json' };
import verbLines from './verb-frames.lexicon.json' with { type: 'json' };

/** What a verb may do besides being an act of its own: govern another act. */
export type Control = 'ASK' | 'COMMIT' | 'THREAT' | 'REFUSE' | 'TRY' | 'CONTINUE' | 'DO' | 'NONE' | 'PLANNED' | 'CLAIM';

/** One line of the verb lexicon: what the verb means with one kind of object. `slots` say where the recipient stands. */
export type VerbFrame = {
  id: string;
  objects: string[];
  type: EventType | null;
  control: Control | null;
  mode: string | null;
  cameo: string | null;
  slots: string[];
  p: number;
  reciprocal: boolean;
};

/** One line of the noun lexicon: a class of things or acts, and the event it is when somebody does it. */
export type NounFrame = {
  id: string;
  class: string;
  type: EventType | null;
  mode: string | null;
  cameo: string | null;
  slots: string[];
  p: number;
};

const CONTROLS: readonly Control[] = [
  'ASK',
  'COMMIT',
  'THREAT',
  'REFUSE',
  'TRY',
  'CONTINUE',
  'DO',
  'NONE',
  'PLANNED',
  'CLAIM',
];

const verbs = new Map<string, VerbFrame[]>();
const nouns = new Map<string, NounFrame[]>();

for (const line of verbLines) {
  const type = EVENT_TYPES.find(known => known === line.type) ?? null;
  const control = CONTROLS.find(known => known === line.type) ?? null;
  if (!type && !control) throw new Error(`unknown type in the verb lexicon: ${line.type}`);
  for (const verb of line.verbs.split(' ')) {
    const frame = {
      id: `verb.${verb}.${line.object.split(',')[0]}`,
      objects: line.object.split(','),
      type,
      control,
      mode: line.mode,
      cameo: line.cameo,
      slots: line.slots.split(' ').filter(slot => slot !== '' && slot !== '-'),
      p: line.p,
      reciprocal: line.reciprocal,
    };
    const list = verbs.get(verb);
    if (list) list.push(frame);
    else verbs.set(verb, [frame]);
  }
}

for (const line of nounLines) {
  const type = EVENT_TYPES.find(known => known === line.type) ?? null;
  for (const noun of line.nouns) {
    const frame = {
      id: `noun.${line.class}.${noun.replace(/ /g, '-')}`,
      class: line.class,
      type,
      mode: line.mode,
      cameo: line.cameo,
      slots: line.slots.split(' ').filter(slot => slot !== '' && slot !== '-'),
      p: line.p,
    };
    const list = nouns.get(noun);
    if (list) list.push(frame);
    else nouns.set(noun, [frame]);
  }
}

/** Frames of a verb by lemma, or by lemma and particle ("call-off"); empty when the lexicon does not know it. */
export function verbFrames(lemma: string): readonly VerbFrame[] {
  return verbs.get(lemma) ?? [];
}

/** Frames of a noun, by surface or lemma, in small letters; one or more words. */
export function nounFrames(noun: string): readonly NounFrame[] {
  return nouns.get(noun) ?? [];
}
