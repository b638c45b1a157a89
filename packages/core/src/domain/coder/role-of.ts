import type { Sector } from '../coded-event.ts';
import type { NounChunk } from './chunk.ts';
import type { Mention } from './gazetteer.ts';
import { roleEndingAt } from './roles.ts';
import type { Token } from './tokens.ts';

export function roleOf(tokens: Token[], chunk: NounChunk, own: Mention[]): Sector | null {
  const atHead = roleEndingAt(tokens, chunk.head);
  if (atHead) {
    const militant =
      /^(?:group|force|wing|leader|commander|member|organization|organisation|network|cell|faction)s?$/.test(
        tokens[chunk.head]?.lower ?? '',
      );
    return militant ? (modifierRole(tokens, chunk) ?? atHead) : atHead;
  }
  if (
    /^(?:groups?|members?|leaders?|organi[sz]ations?|wing|elements?|cells?|networks?)$/.test(
      tokens[chunk.head]?.lower ?? '',
    )
  ) {
    const modifier = modifierRole(tokens, chunk);
    if (modifier) return modifier;
    const armed = tokens
      .slice(chunk.from, chunk.head)
      .some(token =>
        /^(?:armed|shiite|shi'ite|sunni|jihadist|terrorist|resistance|militant|islamist|proxy)$/.test(token.lower),
      );
    if (armed) return own.some(mention => mention.kind === 'demonym' || mention.affix !== null) ? 'PRM' : 'REB';
    if (own.some(mention => mention.affix !== null)) return 'PRM';
  }
  const head = tokens[chunk.head];
  if (head?.pos === 'PROPN') return modifierRole(tokens, chunk);
  return null;
}

function modifierRole(tokens: Token[], chunk: NounChunk): Sector | null {
  for (let i = chunk.head - 1; i >= chunk.from; i -= 1) {
    const sector = roleEndingAt(tokens, i);
    if (sector) return sector;
  }
  return null;
}
