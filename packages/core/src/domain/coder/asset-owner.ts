import type { Party, Sector, Span } from '../coded-event.ts';
import type { NounChunk } from './chunk.ts';
import { countryOfPlace, endOf, modifierNation, type Phrases, PLACES } from './named-in.ts';
import { isNoun, prepsAfter } from './phrase-links.ts';
import { singular } from './singular.ts';
import type { Token } from './tokens.ts';

/** Reads the party of a noun chunk; handed in, because owners are read the same way as the things they own. */
export type Resolve = (at: number) => Party | null;

/** Things whose harm is harm to their owner: the owner stands in a modifier or after "of", "housing", "with". */
const ASSETS = new Set([
  'base',
  'barracks',
  'embassy',
  'consulate',
  'ship',
  'vessel',
  'tanker',
  'target',
  'position',
  'site',
  'facility',
  'headquarters',
  'airport',
  'airbase',
  'outpost',
  'convoy',
  'compound',
  'installation',
  'depot',
  'stronghold',
  'camp',
  'infrastructure',
  'post',
  'launcher',
  'warehouse',
  'bunker',
  'asset',
  'interest',
  'territory',
  'soil',
  'city',
  'town',
  'village',
  'area',
  'region',
  'plant',
  'building',
  'house',
  'home',
  'school',
  'hospital',
  'mosque',
  'church',
  'market',
  'port',
  'airfield',
  'garrison',
  'patrol',
  'checkpoint',
  'station',
  'destroyer',
  'warship',
  'freighter',
  'carrier',
  'aircraft',
  'plane',
  'helicopter',
  'drone',
  'missile',
  'battery',
  'radar',
  'system',
  'centre',
  'center',
  'office',
  'capital',
  'airspace',
  'border',
  'field',
  'refinery',
  'pipeline',
  'shipping',
  'militant',
  'location',
  'network',
  'cell',
  'arsenal',
  'boat',
  'bus',
  'car',
  'vehicle',
  'truck',
  'neighborhood',
  'neighbourhood',
  'district',
  'province',
  'suburb',
  'hub',
  'hideout',
  'hideouts',
  'store',
  'cache',
  'factory',
  'workshop',
  'stockpile',
  'tunnel',
  'cave',
  'storage',
  'soldier',
]);

/** True for a thing that stands for its owner when it is attacked. */
export function isAsset(token: Token | undefined): boolean {
  return token !== undefined && (ASSETS.has(token.lemma) || ASSETS.has(singular(token.lower)));
}

export function assetSector(tokens: Token[], chunk: NounChunk): Sector {
  for (let i = chunk.head; i >= chunk.from; i -= 1) {
    const word = tokens[i]?.lemma ?? '';
    if (
      /^(?:base|barracks|airbase|outpost|military|army|navy|naval|destroyer|warship|air|troop|garrison|patrol|convoy|drone|missile|radar)$/.test(
        word,
      )
    )
      return 'MIL';
    if (/^(?:embassy|consulate|government)$/.test(word)) return 'GOV';
    if (/^(?:ship|vessel|tanker|freighter|carrier|cargo|shipping)$/.test(word)) return 'BUS';
  }
  return 'UNK';
}

/** "barracks of Iraqi groups", "bases housing US troops", "bases with an American presence", "targets in Yemen". */
export function assetOwner(phrases: Phrases, at: number, span: Span, resolve: Resolve): Party | null {
  let place: Party | null = null;
  const preps = prepsAfter(phrases.chunks, at).slice(0, 4);
  for (const prep of preps) {
    for (const np of prep.nps) {
      if (/^(?:of|housing|hosting|with|belonging|linked|for|to)$/.test(prep.word)) {
        const party = resolve(np) ?? modifierNation(phrases, np);
        if (party?.country || party?.entity) return { ...party, span: { start: span.start, end: party.span.end } };
      }
      const country =
        PLACES.test(prep.word) || prep.word === 'on' || prep.word === 'from' ? countryOfPlace(phrases, np) : null;
      if (country && !place)
        place = {
          span: { start: span.start, end: endOf(phrases, np) },
          country,
          sector: 'UNK',
          entity: null,
          how: 'role',
        };
    }
  }
  const chunk = phrases.chunks[at];
  const sector = isVessel(phrases, at) ? 'BUS' : isNoun(chunk) ? assetSector(phrases.tokens, chunk) : 'UNK';
  return place ?? { span, country: null, sector, entity: null, how: 'role' };
}

function isVessel(phrases: Phrases, at: number): boolean {
  const chunk = phrases.chunks[at];
  return (
    isNoun(chunk) &&
    /^(?:ship|vessel|tanker|freighter|carrier|boat|warship|destroyer|trawler)s?$/.test(
      phrases.tokens[chunk.head]?.lower ?? '',
    )
  );
}

/** "facilities used by Kataib Hezbollah", "bases that house US troops". */
export function usedBy(phrases: Phrases, at: number, span: Span, resolve: Resolve): Party | null {
  for (let i = at + 1; i < Math.min(phrases.chunks.length, at + 7); i += 1) {
    const chunk = phrases.chunks[i];
    if (chunk?.kind === 'stop' || (chunk?.kind === 'and' && !isNoun(phrases.chunks[i + 1]))) return null;
    if (chunk?.kind === 'prep' && (chunk.word === 'housing' || chunk.word === 'hosting')) {
      const party = resolve(i + 1);
      if (party?.country) return { ...party, span: { start: span.start, end: party.span.end } };
    }
    if (chunk?.kind !== 'vg') continue;
    const lemma = phrases.tokens[chunk.head]?.lemma ?? '';
    if (!/^(?:use|house|host|run|control|operate|hold|occupy|own|link|belong|man|tie|associate)$/.test(lemma))
      return null;
    for (let k = i + 1; k < Math.min(phrases.chunks.length, i + 4); k += 1) {
      const party = resolve(k);
      if (party) return { ...party, span: { start: span.start, end: party.span.end } };
    }
  }
  return null;
}
