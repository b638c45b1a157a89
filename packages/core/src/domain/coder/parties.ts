import type { Party, Sector } from '../coded-event.ts';
import type { Chunk, NounChunk } from './chunks.ts';
import { isNoun, leftEdge, prepsAfter } from './clauses.ts';
import type { Mention } from './gazetteer.ts';
import { roleEndingAt } from './roles.ts';
import { singular } from './singular.ts';
import type { Token } from './tokens.ts';

/** A sentence cut into phrases, with what its names mean. */
export type Phrases = { tokens: Token[]; mentions: Mention[]; chunks: Chunk[] };

const BACKING = new Set([
  'backed',
  'pro',
  'anti',
  'aligned',
  'allied',
  'supported',
  'linked',
  'funded',
  'sponsored',
  'trained',
  'armed',
  'affiliated',
  'supplied',
  'friendly',
  'brokered',
  'mediated',
  'inspired',
  'based',
  'made',
  'flagged',
  'bound',
  'imposed',
  'born',
  'non',
  'installed',
  'occupied',
  'annexed',
  'administered',
  'registered',
]);
const PLACES = /^(?:in|at|near|across|inside|around|outside)$/;
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

function mentionsIn(phrases: Phrases, chunk: NounChunk): Mention[] {
  return phrases.mentions.filter(mention => mention.from >= chunk.from && mention.from < chunk.to);
}

function spanOf(phrases: Phrases, from: number, to: number): { start: number; end: number } {
  return { start: phrases.tokens[from]?.start ?? 0, end: phrases.tokens[to - 1]?.end ?? 0 };
}

const HOW: Record<Mention['kind'], Party['how']> = {
  country: 'direct',
  demonym: 'demonym',
  people: 'demonym',
  capital: 'capital',
  place: 'role',
  bloc: 'direct',
  org: 'direct',
  body: 'office',
  group: 'group',
  leader: 'leader',
  media: 'direct',
};

function partyOf(mention: Mention, span: { start: number; end: number }): Party {
  const named =
    mention.kind === 'group' ||
    mention.kind === 'leader' ||
    mention.kind === 'body' ||
    mention.kind === 'org' ||
    mention.kind === 'media';
  return {
    span,
    country: mention.code,
    sector: mention.kind === 'people' ? 'CVL' : mention.sector,
    entity: named ? mention.name : null,
    how: HOW[mention.kind],
  };
}

/**
 * The party that a noun chunk names, or null when it names none (a thing, an act, an idea). `asTarget` lets a thing stand
 * for its owner, and a place for its country. Works from the head leftwards; only then looks at "of" and "in".
 */
export function resolveChunk(phrases: Phrases, at: number, asTarget: boolean, depth = 0): Party | null {
  if (depth > 5) return null;
  const chunk = phrases.chunks[at];
  if (!isNoun(chunk) || chunk.pronoun) return null;
  const { tokens } = phrases;
  const inside = mentionsIn(phrases, chunk);
  const span = spanOf(phrases, chunk.from, chunk.to);
  const own = inside.filter(mention => mention.affix === null || !BACKING.has(mention.affix));
  const onHead = own.find(
    mention => mention.to - 1 === chunk.head || (mention.from <= chunk.head && chunk.head < mention.to),
  );
  const owner = ownerBefore(phrases, chunk, depth + 1);
  if (onHead) return headMention(phrases, chunk, onHead, own, span, asTarget);
  const role = roleOf(tokens, chunk, own);
  const nation = nationOf(own);
  if (role) {
    if (role === 'JRN')
      return {
        span,
        country: nation?.code ?? null,
        sector: 'JRN',
        entity: nation?.kind === 'media' ? nation.name : null,
        how: 'role',
      };
    const group = own.find(mention => mention.kind === 'group' || mention.kind === 'leader');
    if (group) return { ...partyOf(group, span), sector: group.sector };
    const led = own.find(mention => mention.affix === 'led' || mention.affix === 'run');
    const named = nation ?? led ?? null;
    if (named)
      return {
        span,
        country: named.code,
        sector: bodySector(named, role),
        entity: null,
        how: named.kind === 'capital' ? 'capital' : 'demonym',
      };
    if (owner)
      return {
        span: { start: owner.span.start, end: span.end },
        country: owner.country,
        sector: ownedSector(owner, role),
        entity: null,
        how: 'possessive',
      };
    return roleFromAround(phrases, at, role, span, depth + 1);
  }
  const unknown = properName(tokens, chunk);
  if (unknown && !nation)
    return owner && asTarget
      ? { ...owner, span: { start: owner.span.start, end: span.end } }
      : { span, country: null, sector: 'UNK', entity: null, how: 'unnamed' };
  if (!asTarget) return null;
  if (isAsset(tokens[chunk.head]) || nation?.kind === 'group') {
    const housed = nation?.kind === 'place' || !nation ? usedBy(phrases, at, span, depth + 1) : null;
    if (housed) return housed;
    if (nation)
      return {
        span,
        country: nation.code,
        sector: nation.kind === 'group' ? nation.sector : assetSector(tokens, chunk),
        entity: nation.kind === 'group' ? nation.name : null,
        how: nation.kind === 'group' ? 'group' : 'demonym',
      };
    if (owner) return { ...owner, span: { start: owner.span.start, end: span.end } };
    return assetOwner(phrases, at, span, depth + 1);
  }
  return null;
}

/** A name that the gazetteer does not know: two capitalised words, or a title before one. */
function properName(tokens: Token[], chunk: NounChunk): boolean {
  const words = tokens
    .slice(chunk.from, chunk.to)
    .filter(token => token.pos === 'PROPN' && /^\p{Lu}\p{Ll}/u.test(token.text));
  return tokens[chunk.head]?.pos === 'PROPN' && words.length >= 2;
}

function bodySector(named: Mention, role: Sector): Sector {
  if (named.kind === 'body' && role === 'GOV') return named.sector;
  return named.kind === 'bloc' && role === 'GOV' ? 'IGO' : role;
}

function ownedSector(owner: Party, role: Sector): Sector {
  return owner.sector === 'REB' || owner.sector === 'PRM' ? owner.sector : role;
}

function assetSector(tokens: Token[], chunk: NounChunk): Sector {
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

function headMention(
  phrases: Phrases,
  chunk: NounChunk,
  mention: Mention,
  own: Mention[],
  span: { start: number; end: number },
  asTarget: boolean,
): Party | null {
  if (mention.kind === 'place' || (mention.kind === 'demonym' && !asTarget && mention.from !== chunk.from)) {
    return asTarget && mention.kind === 'place'
      ? { span, country: mention.code, sector: 'UNK', entity: null, how: 'role' }
      : mention.kind === 'demonym'
        ? partyOf(mention, span)
        : null;
  }
  const role = roleOf(phrases.tokens, chunk, own);
  const party = partyOf(mention, span);
  if (role && mention.kind === 'country') return { ...party, sector: role };
  return party;
}

/** The possessor's party ("Iran's" in "Iran's envoy"). */
function ownerBefore(phrases: Phrases, chunk: NounChunk, depth: number): Party | null {
  return chunk.possessor === null ? null : resolveChunk(phrases, chunk.possessor, true, depth);
}

/** The nation that a phrase belongs to: the last name before the head that is no backing ("pro-Iran Iraqi groups": Iraqi). */
function nationOf(own: Mention[]): Mention | undefined {
  return (
    [...own].reverse().find(mention => mention.affix === null && mention.kind !== 'place') ??
    own.find(mention => mention.kind === 'place')
  );
}

function roleOf(tokens: Token[], chunk: NounChunk, own: Mention[]): Sector | null {
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

/** True when nothing but brackets, dates or adverbs stands between a noun chunk and a preposition. */
function isAdjacent(chunks: Chunk[], at: number, prep: number): boolean {
  for (let i = at + 1; i < prep; i += 1) if (!/^(?:other|date|adv)$/.test(chunks[i]?.kind ?? '')) return false;
  return true;
}

/** A bare role takes its country from "of", "from", "linked to" or a place beside it: "protesters in Baghdad". */
function roleFromAround(
  phrases: Phrases,
  at: number,
  role: Sector,
  span: { start: number; end: number },
  depth: number,
): Party {
  for (const prep of prepsAfter(phrases.chunks, at).slice(0, 2)) {
    const before = phrases.chunks[prep.at - 1];
    const linked = before?.kind === 'prep' && /^(?:linked|belonging|loyal|allied|affiliated)$/.test(before.word);
    if (!isAdjacent(phrases.chunks, at, linked ? prep.at - 1 : prep.at)) break;
    const of = linked || /^(?:of|from|with)$/.test(prep.word);
    if (!of && !PLACES.test(prep.word)) break;
    const other = prep.nps[0];
    if (other === undefined) break;
    const party = of ? resolveChunk(phrases, other, true, depth) : null;
    if (party && (party.country !== null || party.entity !== null)) {
      const armed = party.sector === 'REB' || party.sector === 'PRM';
      const sector = armed || party.how === 'office' ? party.sector : role;
      return {
        ...party,
        sector,
        how: party.how === 'direct' ? 'direct' : 'role',
        span: { start: span.start, end: party.span.end },
      };
    }
    const country = countryOfPlace(phrases, other);
    if (country) {
      return {
        span: { start: span.start, end: endOf(phrases, other) },
        country,
        sector: role,
        entity: null,
        how: 'role',
      };
    }
  }
  return { span, country: null, sector: role, entity: null, how: 'role' };
}

function endOf(phrases: Phrases, at: number): number {
  const chunk = phrases.chunks[at];
  return chunk ? (phrases.tokens[chunk.to - 1]?.end ?? 0) : 0;
}

/** Country that a noun chunk names as a place or by possession ("Iraq", "Baghdad", "northern Syria", "Iraq's Anbar province"). */
export function countryOfPlace(phrases: Phrases, at: number): string | null {
  const chunk = phrases.chunks[at];
  if (!isNoun(chunk)) return null;
  const edge = phrases.chunks[leftEdge(phrases.chunks, at)];
  const from = edge ? edge.from : chunk.from;
  for (const mention of phrases.mentions) {
    if (mention.from < from || mention.from >= chunk.to || mention.affix !== null) continue;
    if (
      mention.kind === 'country' ||
      mention.kind === 'place' ||
      mention.kind === 'capital' ||
      mention.kind === 'demonym'
    )
      return mention.code;
  }
  return null;
}

/** "barracks of Iraqi groups", "bases housing US troops", "bases with an American presence", "targets in Yemen". */
function assetOwner(phrases: Phrases, at: number, span: { start: number; end: number }, depth: number): Party | null {
  let place: Party | null = null;
  const preps = prepsAfter(phrases.chunks, at).slice(0, 4);
  for (const prep of preps) {
    for (const np of prep.nps) {
      if (/^(?:of|housing|hosting|with|belonging|linked|for|to)$/.test(prep.word)) {
        const party = resolveChunk(phrases, np, true, depth) ?? modifierNation(phrases, np);
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

/** Nation in the modifiers of a chunk that is no party itself ("an American presence"). */
export function modifierNation(phrases: Phrases, at: number): Party | null {
  const chunk = phrases.chunks[at];
  if (!isNoun(chunk)) return null;
  const mention = nationOf(mentionsIn(phrases, chunk).filter(found => found.affix === null));
  if (!mention || mention.kind === 'place') return null;
  return partyOf(mention, spanOf(phrases, mention.from, mention.to));
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
function usedBy(phrases: Phrases, at: number, span: { start: number; end: number }, depth: number): Party | null {
  for (let i = at + 1; i < Math.min(phrases.chunks.length, at + 7); i += 1) {
    const chunk = phrases.chunks[i];
    if (chunk?.kind === 'stop' || (chunk?.kind === 'and' && !isNoun(phrases.chunks[i + 1]))) return null;
    if (chunk?.kind === 'prep' && (chunk.word === 'housing' || chunk.word === 'hosting')) {
      const party = resolveChunk(phrases, i + 1, true, depth);
      if (party?.country) return { ...party, span: { start: span.start, end: party.span.end } };
    }
    if (chunk?.kind !== 'vg') continue;
    const lemma = phrases.tokens[chunk.head]?.lemma ?? '';
    if (!/^(?:use|house|host|run|control|operate|hold|occupy|own|link|belong|man|tie|associate)$/.test(lemma))
      return null;
    for (let k = i + 1; k < Math.min(phrases.chunks.length, i + 4); k += 1) {
      const party = resolveChunk(phrases, k, true, depth);
      if (party) return { ...party, span: { start: span.start, end: party.span.end } };
    }
  }
  return null;
}
