import type { Context } from './arguments.ts';
import { isNoun } from './phrase-links.ts';
import type { Reading } from './reading.ts';
import type { Token } from './tokens.ts';

const NATURE =
  /^(?:earthquake|quake|aftershock|tremor|storm|hurricane|typhoon|cyclone|tornado|twister|lightning|blizzard|hailstorm|flood|flooding|landslide|mudslide|avalanche|volcano|eruption|lava|tsunami|wave|wildfire|blaze|heatwave|drought|famine|epidemic|pandemic|outbreak|virus|disease|cholera|malaria|ebola|influenza|meteor|meteorite|asteroid|comet|rain|rainfall|snow|fog|wind|monsoon|weather|locust|shark|crocodile|bear|elephant|train|bus|lorry|truck|ferry)$/;
const STANDING = /^(?:station|base|garrison|billet|house|quarter)$/;
const EVERY = /\b(?:once|twice|three times|several times) (?:a|every) (?:day|week|month|year|decade)\b/;
const EACH = /\b(?:every|each) (?:year|spring|summer|autumn|winter|month|week)\b|\b(?:annually|year after year)\b/;
const RATE = /\ba year(?: [a-z]+ ?[a-z]*)?\.?$/;
const ERA =
  /\b(?:during|in|since|before|after) the (?:cold war|first world war|second world war|great war|vietnam war|korean war|gulf war|falklands war|middle ages|(?:fifteen|sixteen|seventeen|eighteen|nineteen)th century|twentieth century|(?:early |mid-|late )?(?:18|19)\d0s|(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))\b|\b(?:centuries|decades) ago\b/;

/** True for what nature or an accident does: "lightning struck a church", "the flood threatened the town". */
export function isNatural(context: Context, { clause }: Reading): boolean {
  const { chunks, tokens } = context.phrases;
  const agents = clause.verb.passive || clause.reduced ? clause.preps.filter(({ word }) => word === 'by') : null;
  const doers = agents ? agents.flatMap(({ nps }) => nps) : clause.subject;
  return doers.some(at => {
    const chunk = chunks[at];
    const head = isNoun(chunk) ? tokens[chunk.head] : undefined;
    return head !== undefined && (NATURE.test(head.lemma) || NATURE.test(head.lower));
  });
}

/** True for a custom or a state: "meet once a year", "gives a billion a year", "troops are stationed". */
export function isCustom(context: Context, { clause, modality }: Reading): boolean {
  if (modality.tense !== 'present' || modality.perfect || modality.modal !== null) return false;
  const { tokens } = context.phrases;
  const verb = tokens[clause.verb.head];
  if (clause.verb.passive && STANDING.test(verb?.lemma ?? '')) return true;
  const text = lowerText(tokens);
  return EVERY.test(text) || EACH.test(text) || RATE.test(text);
}

/** True for an act of an age that is over: "during the Cold War", "in the 1980s". */
export function isOfAnotherAge(context: Context, { modality }: Reading): boolean {
  return modality.tense === 'past' && modality.perfect === null && ERA.test(lowerText(context.phrases.tokens));
}

/** The words of a sentence in small letters, one space between them and none before a mark. */
export function lowerText(tokens: readonly Token[]): string {
  let text = texts.get(tokens);
  if (text === undefined) {
    text = tokens
      .map(({ lower }) => (/^[.,;]$/.test(lower) ? lower : ` ${lower}`))
      .join('')
      .trim();
    texts.set(tokens, text);
  }
  return text;
}

// Every act of a sentence is looked at against the same words.
const texts = new WeakMap<readonly Token[], string>();
