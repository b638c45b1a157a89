import type { Party } from '../coded-event.ts';
import type { EventType } from '../ontology.ts';
import type { Mention } from './gazetteer.ts';
import type { Scene } from './party-options.ts';
import { createSignList, type SignList } from './sign-list.ts';

/** A country that a side without one may belong to, with how it is named around. */
export type HomeOption = { code: string; signs: SignList };

/** Somebody of whom the text says that nobody knows who it is. */
const NAMELESS = /^(?:unknown|unidentified|unnamed|masked|anonymous)$/;

/**
 * Countries named in the sentence as homes of a side that names none ("police", "the journalist"): those of the other side
 * and those of places and nations around, each with the features that tell whether it is the one.
 */
export function homeOptions(
  scene: Scene,
  type: EventType,
  side: 'actor' | 'recipient',
  party: Party,
  other: readonly Party[],
  named: boolean,
): HomeOption[] {
  const { mentions, tokens } = scene.context.phrases;
  const byCode = new Map<string, Mention[]>();
  for (const mention of mentions) {
    if (!mention.code || mention.kind === 'media' || mention.affix !== null) continue;
    const list = byCode.get(mention.code);
    if (list) list.push(mention);
    else byCode.set(mention.code, [mention]);
  }
  const words = tokens.filter(token => token.start >= party.span.start && token.end <= party.span.end);
  if (words.some(word => NAMELESS.test(word.lower))) return [];
  const count = Math.min(3, byCode.size);
  const first = mentions[0]?.code ?? null;
  const det = words[0] && /^(?:the|a|an|his|her|its|their|some|two|three)$/.test(words[0].lower) ? words[0].lower : '-';
  return [...byCode].map(([code, found]) => {
    const theirs = other.some(one => one.country === code);
    const alone = other.every(one => one.country === null || one.country === code);
    const kinds = [...new Set(found.map(mention => mention.kind))].sort().join('+');
    const inside = found.some(mention => placeOf(tokens[mention.from]?.start ?? 0, party) === 'inside');
    const near = Math.min(...found.map(mention => gapTo(tokens[mention.from]?.start ?? 0, party)));
    const before = found.some(mention => /^(?:in|at|near|across)$/.test(tokens[mention.from - 1]?.lower ?? ''));
    const { sector, how } = party;
    const names = createSignList(named);
    names.add('side', side);
    names.add('sector', sector, side);
    names.add('how', how, side);
    names.add('theirs', theirs, side, count);
    names.add('theirs.sector', theirs, sector, count);
    names.add('theirs.type', theirs, type, side);
    names.add('alone', alone, theirs, count);
    names.add('type', type, side, sector);
    names.add('count', count, side);
    names.add('kinds', kinds, theirs);
    names.add('kinds.count', kinds, count);
    names.add('inside', inside);
    names.add('in', before, theirs, count);
    names.add('first', first === code, count, side);
    names.add('det', det, theirs, side);
    names.add('near', near < 12 ? 0 : near < 40 ? 1 : near < 90 ? 2 : 3, count);
    return {
      code,
      signs: names,
    };
  });
}

function placeOf(start: number, party: Party): 'inside' | 'outside' {
  return start >= party.span.start && start < party.span.end ? 'inside' : 'outside';
}

function gapTo(start: number, party: Party): number {
  return start < party.span.start ? party.span.start - start : Math.max(0, start - party.span.end);
}
