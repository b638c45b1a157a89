import type { Party, SuppressedReason } from '../coded-event.ts';
import { EVENT_TYPES, type EventType } from '../ontology.ts';
import { isMutual } from './algebra.ts';
import type { Candidate } from './candidate.ts';
import { homeOptions } from './home-country.ts';
import { createScores, type SparseWeights, softmax } from './linear.ts';
import { linkSigns, SIDES } from './linker.ts';
import { type PartyOption, partyOptions, type Scene } from './party-options.ts';
import type { Settle } from './read-sentence.ts';
import { CLASSES, createExplain, createScorer, type ScorerWeights } from './scorer.ts';

/**
 * The trained part of the coder: what an act is, who stands on which side, where a nameless side is at home, and the verbs
 * that were met often and never told an act unless a frame said so.
 */
export type Weights = { scorer: ScorerWeights; linker: SparseWeights; home: SparseWeights; silent: string[] };

/** Reasons that grammar settles, whatever the scorer holds likely. */
const SETTLED: ReadonlySet<SuppressedReason> = new Set([
  'negated',
  'conditional',
  'historical',
  'media-speaker',
  'sport',
  'metaphor',
]);
/** Below this likelihood an act is not worth the search for its sides. */
const WORTH_LINKING = 0.15;
/** From here on the scorer overrules a reading as purpose or habit. */
const OVERRULES = 0.6;
/** Least likelihood of an act of states that a frame reads off a plain main clause, where the scorer names the same type. */
const TOLD_PLAINLY = 0.5;
/** Wordings that hold act and sides in place: "classified as aggression …", "was in contact with …". */
const FIXED_WORDING = /\.as-negative$|^verb\.be\.contact$/;
/** How sure the sides are that grammar names. */
const RULED = { actor: 0.95, recipient: 0.9, coref: 0.7 };
const PLACE_PHRASE = /(?:^|[.:])(?:in|at|near|outside|inside|across|off)$/;
/** CAMEO's own code for a type as a whole, for acts that no frame names more exactly. */
const ROOT_CAMEO: Record<EventType, string> = {
  AGREE: '030',
  CONSULT: '040',
  SUPPORT: '050',
  COOPERATE: '060',
  AID: '070',
  CONCEDE: '080',
  RETREAT: '084',
  REQUEST: '100',
  ACCUSE: '110',
  REJECT: '120',
  THREATEN: '130',
  PROTEST: '140',
  MOBILIZE: '150',
  SANCTION: '160',
  COERCE: '170',
  ASSAULT: '190',
};
/** A phrase stands on a side from these likelihoods on: more is lost by leaving a side empty than by a phrase too many. */
const ACTS_FROM = 0.4;
const SUFFERS_FROM = 0.3;
/** Sides that are at home nowhere, or not where they act. */
const HOMELESS: ReadonlySet<Party['sector']> = new Set(['IGO', 'NGO', 'IMG', 'MNC', 'BUS']);

/** A phrase on one side, how likely it stands there, and how likely the country that it was given is its own. */
type Side = { party: Party; likely: number; home: number };

/** Lets the scorer name the act of an open candidate, confirm or correct the type of a frame, and finds the sides. */
export function createDecide(weights: Weights): Settle {
  const score = createScorer(weights.scorer);
  const explain = createExplain(weights.scorer);
  const link = createScores(weights.linker, SIDES.length);
  const home = createScores(weights.home, 2);
  const silent = new Set(weights.silent);

  const atHome = (scene: Scene, type: EventType, side: 'actor' | 'recipient', mine: Side, other: Side[]): Side => {
    const { party } = mine;
    if (party.country !== null || HOMELESS.has(party.sector)) return mine;
    let best: string | null = null;
    let likely = 0.5;
    let unlikely = 1;
    const others = other.map(one => one.party);
    for (const option of homeOptions(scene, type, side, party, others, false)) {
      const yes = softmax(home(option.signs.hashes))[1] ?? 0;
      unlikely = Math.min(unlikely, 1 - yes);
      if (yes <= likely) continue;
      best = option.code;
      likely = yes;
    }
    if (best === null) return { ...mine, home: unlikely };
    return { ...mine, party: { ...party, country: best, how: 'role' }, home: likely };
  };

  const withSides = (candidate: Candidate, scene: Scene, options: PartyOption[]): Candidate => {
    const { type } = candidate;
    const actors: Side[] = [];
    const recipients: Side[] = [];
    const notActors: Side[] = [];
    const notRecipients: Side[] = [];
    options.forEach((option, i) => {
      const [, actor = 0, recipient = 0] = softmax(link(linkSigns(candidate, type, options, i, false).hashes));
      const side = (likely: number): Side => ({ party: option.party, likely, home: 1 });
      const acts = actor > ACTS_FROM && actor > recipient;
      const suffers = recipient > SUFFERS_FROM && recipient >= actor;
      (acts ? actors : notActors).push(side(actor));
      (suffers ? recipients : notRecipients).push(side(recipient));
    });
    const first = tidy(actors).map(side => atHome(scene, type, 'actor', side, recipients));
    const second = tidy(recipients).map(side => atHome(scene, type, 'recipient', side, first));
    return {
      ...candidate,
      actors: tidy(first).map(side => side.party),
      recipients: tidy(second).map(side => side.party),
      reciprocal: isReciprocal(candidate, tidy(first), second.length),
      location: locationOf(options),
      sure: { actor: sureOf(first, notActors), recipient: sureOf(second, notRecipients) },
    };
  };

  const decide: Settle['decide'] = (candidate, scene) => {
    if (!candidate.signs) return candidate;
    if (isRuled(candidate))
      return { ...candidate, sure: ruledSides(candidate), location: locationOf(partyOptions(scene)) };
    const likely = score(candidate.signs(false));
    let best = 1;
    for (let c = 2; c < CLASSES.length; c += 1) if ((likely[c] ?? 0) > (likely[best] ?? 0)) best = c;
    const type = EVENT_TYPES.find(known => known === CLASSES[best]) ?? candidate.type;
    const agreed = likely[best] ?? 0;
    const likelihood = type === candidate.type && isToldPlainly(candidate) ? Math.max(agreed, TOLD_PLAINLY) : agreed;
    if (candidate.open && likelihood < WORTH_LINKING) return null;
    const settled = candidate.reason === null || SETTLED.has(candidate.reason);
    const told: Candidate = {
      ...candidate,
      type,
      reason: settled || likelihood <= OVERRULES ? candidate.reason : null,
      strength: likelihood,
      ...(type === candidate.type && !candidate.open
        ? {}
        : { mode: null, cameo: ROOT_CAMEO[type], rule: candidate.open ? 'scorer' : `${candidate.rule}+scorer` }),
    };
    if (likelihood < WORTH_LINKING || told.reason !== null) return told;
    if (told.rule !== candidate.rule || candidate.open)
      told.rule = `${told.rule}: ${explain(candidate.signs(true).names.names, type).join(' ')}`;
    return withSides(told, scene, partyOptions(scene));
  };

  return { isSilent: act => silent.has(act), decide };
}

/**
 * What grammar alone tells: the act inside an accusation, which nothing but its frame can name, and an attack told by a noun
 * with both its sides ("the Iranian attack on Erbil"). The scorer learned from labels that leave such background out.
 */
function isRuled({ open, reason, factuality, rule, nominal, type, actors, recipients }: Candidate): boolean {
  if (open || reason !== null) return false;
  if (factuality === 'alleged' || rule === 'said.hostile' || FIXED_WORDING.test(rule)) return true;
  return (
    nominal && type === 'ASSAULT' && [actors, recipients].every(side => side.some(party => party.country !== null))
  );
}

/** Both sides act alike: several who act and nobody it is done to, or an act that takes two by its nature. */
function isReciprocal({ type, reciprocal }: Candidate, actors: readonly Side[], recipients: number): boolean {
  const countries = new Set(actors.map(side => side.party.country ?? side.party.entity)).size;
  if (recipients > 0) return reciprocal && isMutual(type);
  return countries > 1 && (reciprocal || isMutual(type) || type === 'ASSAULT');
}

/** The first place that stands in a phrase of place beside the act. */
function locationOf(options: readonly PartyOption[]): Candidate['location'] {
  const found = options.find(({ place, relation }) => place && PLACE_PHRASE.test(relation));
  return found ? { ...found.party.span, country: found.party.country } : null;
}

/** "Iran attacked Iraq": a frame, a plain main clause, and a country on one side at least. */
function isToldPlainly({ open, plain, reason, actors, recipients }: Candidate): boolean {
  return !open && plain && reason === null && [...actors, ...recipients].some(party => party.country !== null);
}

function ruledSides({ actors, recipients }: Candidate): Candidate['sure'] {
  const share = (side: readonly Party[]) => (side.some(party => party.how === 'coref') ? RULED.coref : 1);
  return { actor: RULED.actor * share(actors), recipient: RULED.recipient * share(recipients) };
}

/** How likely the countries of a side are all that belong there, and no others, if phrases are judged one by one. */
function sureOf(chosen: readonly Side[], left: readonly Side[]): number {
  const missed = new Map<string, number>();
  let sure = 1;
  for (const { party, likely, home } of chosen) {
    if (party.country === null) sure *= home;
    else missed.set(party.country, (missed.get(party.country) ?? 1) * (1 - likely * home));
  }
  for (const share of missed.values()) sure *= 1 - share;
  for (const { party, likely } of left) if (party.country !== null && !missed.has(party.country)) sure *= 1 - likely;
  return sure;
}

/** Phrases inside one another, and one country named twice, are one side; a named country stands before a nameless one. */
function tidy(sides: Side[]): Side[] {
  const out: Side[] = [];
  for (const side of sides) {
    const { party } = side;
    const same = out.findIndex(
      ({ party: other }) =>
        (other.span.start < party.span.end && party.span.start < other.span.end) ||
        (other.country !== null && other.country === party.country && other.entity === party.entity),
    );
    if (same < 0) out.push(side);
    else if (out[same]?.party.country === null && party.country !== null) out[same] = side;
  }
  return out;
}
