import type { Sector } from '../coded-event.ts';
import roles from './roles.lexicon.json' with { type: 'json' };
import { sectorOf } from './sector.ts';
import { singular } from './singular.ts';
import type { Token } from './tokens.ts';

const sectors = new Map<string, Sector>();
for (const { role, sector } of roles) sectors.set(role, sectorOf(sector));

/** Sector of the role noun that ends at token `i` ("prime minister", "troops"), or null. Two words win over one. */
export function roleEndingAt(tokens: Token[], i: number): Sector | null {
  const token = tokens[i];
  if (!token) return null;
  const before = tokens[i - 1];
  if (before) {
    const pair =
      sectors.get(`${before.lower} ${token.lower}`) ?? sectors.get(`${before.lower} ${singular(token.lower)}`);
    if (pair) return pair;
  }
  return sectors.get(token.lower) ?? sectors.get(token.lemma) ?? sectors.get(singular(token.lower)) ?? null;
}
