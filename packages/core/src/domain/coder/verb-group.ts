import type { VerbChunk } from './chunk.ts';
import type { Mention } from './gazetteer.ts';
import type { Token } from './tokens.ts';
import { AUXILIARIES, BE } from './word-classes.ts';

export function verbGroupAt(tokens: Token[], start: number, mentionAt: Map<number, Mention>): VerbChunk | null {
  let i = start;
  let head = -1;
  let inf = false;
  let be = false;
  let aux = false;
  while (i < tokens.length) {
    const token = tokens[i];
    if (!token || mentionAt.has(i)) break;
    const { lower, pos } = token;
    if (head < 0 && i === start && lower === 'to' && isVerbal(tokens[i + 1])) {
      inf = true;
    } else if (head < 0 && i === start && lower === 'to' && tokens[i + 1]?.pos === 'ADV' && isVerbal(tokens[i + 2])) {
      inf = true;
    } else if (AUXILIARIES.has(lower) && pos !== 'NOUN' && pos !== 'PROPN') {
      aux = true;
      if (BE.has(lower)) be = true;
      else if (lower !== 'being') be = be && false;
    } else if (pos === 'VERB') {
      head = i;
      if (BE.has(lower)) {
        be = true;
        i += 1;
        if (tokens[i]?.pos === 'VERB') continue;
        break;
      }
      i += 1;
      break;
    } else if (
      i > start &&
      (pos === 'ADV' || lower === 'not' || lower === "n't" || lower === 'never') &&
      (aux || inf)
    ) {
      // an adverb inside the group: "has repeatedly attacked"
    } else break;
    i += 1;
  }
  if (head < 0) {
    if (!aux) return null;
    let last = start;
    for (let k = start; k < i; k += 1) if (AUXILIARIES.has(tokens[k]?.lower ?? '')) last = k;
    return { kind: 'vg', from: start, to: last + 1, head: last, form: inf ? 'inf' : 'finite', passive: false };
  }
  const word = tokens[head]?.lower ?? '';
  const ing = word.endsWith('ing') && !be && !inf;
  const participle = !word.endsWith('ing') && be;
  return {
    kind: 'vg',
    from: start,
    to: i,
    head,
    form: inf ? 'inf' : ing && !aux ? 'ing' : 'finite',
    passive: participle,
  };
}

function isVerbal(token: Token | undefined): boolean {
  return token !== undefined && (token.pos === 'VERB' || token.pos === 'AUX');
}
