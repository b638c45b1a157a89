import type { Party, Sector } from '../coded-event.ts';
import { assetOwner, assetSector, isAsset, usedBy } from './asset-owner.ts';
import type { Chunk, NounChunk } from './chunk.ts';
import type { Mention } from './gazetteer.ts';
import {
  BACKING,
  countryOfPlace,
  endOf,
  mentionsIn,
  nationOf,
  type Phrases,
  PLACES,
  partyOf,
  spanOf,
} from './named-in.ts';
import { isNoun, prepsAfter } from './phrase-links.ts';
import { roleOf } from './role-of.ts';
import type { Token } from './tokens.ts';

/**
 * The party that a noun chunk names, or null when it names none (a thing, an act, an idea). `asTarget` lets a thing stand
 * for its owner, and a place for its country. Works from the head leftwards; only then looks at "of" and "in".
 */
export function resolveChunk(phrases: Phrases, at: number, asTarget: boolean, depth = 0): Party | null {
  if (depth > 0) return depth > 5 ? null : readParty(phrases, at, asTarget, depth);
  let known = partiesOf.get(phrases);
  if (!known) {
    known = new Map();
    partiesOf.set(phrases, known);
  }
  const key = at * 2 + (asTarget ? 1 : 0);
  const found = known.get(key);
  if (found !== undefined) return found;
  const party = readParty(phrases, at, asTarget, 0);
  known.set(key, party);
  return party;
}

// Subjects, objects and slots ask for the same chunk again and again; what it names depends on its sentence alone.
const partiesOf = new WeakMap<Phrases, Map<number, Party | null>>();

function readParty(phrases: Phrases, at: number, asTarget: boolean, depth: number): Party | null {
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
    const housed =
      nation?.kind === 'place' || !nation
        ? usedBy(phrases, at, span, np => resolveChunk(phrases, np, true, depth + 1))
        : null;
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
    return assetOwner(phrases, at, span, np => resolveChunk(phrases, np, true, depth + 1));
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
