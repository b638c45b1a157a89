import { type Factuality, type Party, STATE_SECTORS } from './coded-event.ts';
import type { Day } from './day.ts';
import type { EventId, ReportId, SourceId } from './ids.ts';
import type { LoggedEvent } from './log-event.ts';
import type { EventType, Quad } from './ontology.ts';
import { dyad, type Subject } from './subject.ts';

/** Thousandths of a point: integers, so that sums do not depend on their order. */
export type MilliPoints = number;

export type ContributionReason = 'coded' | 'reinforced' | 'corrected' | 'withdrawn' | 'reclassified';
export type Scope = 'dyad' | 'foreign' | 'domestic' | 'world';

/**
 * One row of the ledger: by how much the value of a story changed for one subject, and the coded event that made it
 * change. Nothing is ever updated; a change is a further row.
 */
export type Contribution = {
  subject: Subject;
  eventDay: Day;
  /** RFC 3339, UTC. */
  eventAt: string;
  conflict: MilliPoints;
  cooperation: MilliPoints;
  /** 1 where the story comes to stand on the day, −1 where it leaves it, 0 where only its amount changes. */
  stories: number;
  reason: ContributionReason;
  story: EventId;
  reportId: ReportId;
  codedEventId: EventId;
  type: EventType;
  mode: string | null;
  quad: Quad;
  factuality: Factuality;
  /** Thousandths. */
  confidence: number;
  scope: Scope;
  nonState: boolean;
  source: SourceId;
  outletFamily: string;
};

/** What the ledger needs to know of the report that an event was read in. */
export type ReportOrigin = { reportId: ReportId; source: SourceId; outletFamily: string; publishedAt: string | null };

/** Above this many pairs an event (a summit, a vote) forms no dyad rows. */
export const MAX_PAIRS = 12;

const FACTUALITY_WEIGHT: Record<Factuality, number> = {
  realised: 1,
  announced: 1,
  alleged: 0.5,
  conditional: 0,
  negated: 0,
  historical: 0,
  habitual: 0,
};

const ALONE_MEANS_TOGETHER: ReadonlySet<EventType> = new Set(['AGREE', 'CONSULT', 'SUPPORT', 'COOPERATE']);

/** Rounds to the nearest integer, a half away from zero. */
export function roundHalfAway(x: number): number {
  return Math.sign(x) * Math.round(Math.abs(x));
}

/** Milli-points of one coded event before the attention of its story: 1000 · p · f · score, negative for conflict. */
export function strengthOf(event: Pick<LoggedEvent, 'score' | 'factuality' | 'confidence'>): number {
  return Math.round(event.confidence.overall * 1000) * FACTUALITY_WEIGHT[event.factuality] * event.score;
}

/**
 * Milli-points of one coded event: 1000 · p · f · a · |score|, with p the overall confidence in thousandths, f the
 * weight of its factuality and a the attention of its story (1 to 3). 0 for a score of 0.
 */
export function amountOf(event: Pick<LoggedEvent, 'score' | 'factuality' | 'confidence'>, attention = 1): MilliPoints {
  return roundHalfAway(attention * Math.abs(strengthOf(event)));
}

/** Who did what to whom, by country: what two reports must agree on to tell the same act. Codes ascend. */
export type Act = {
  type: EventType;
  actors: string[];
  /** The actors once more where they act on each other. */
  recipients: string[];
  /** Where it happened, when neither side has a country. */
  places: string[];
};

/** The act of a coded event. */
export function actOf(event: Pick<LoggedEvent, 'type' | 'actors' | 'recipients' | 'reciprocal' | 'location'>): Act {
  const actors = countries(event.actors);
  const named = countries(event.recipients);
  const together =
    named.length === 0 && actors.length > 1 && (event.reciprocal || ALONE_MEANS_TOGETHER.has(event.type));
  const place = event.location?.country ?? null;
  return {
    type: event.type,
    actors,
    recipients: together ? actors : named,
    places: actors.length === 0 && named.length === 0 && place !== null ? [place] : [],
  };
}

/** The subjects that an act counts for, each once: pairs, countries and the world. */
export function subjectsOf({ actors, recipients, places }: Omit<Act, 'type'>): { subject: Subject; scope: Scope }[] {
  const pairs = pairsOf(actors, recipients);
  const paired = new Set(pairs.flatMap(pair => pair.split('-')));
  const own = [...new Set([...actors, ...recipients, ...places])].sort();
  return [
    ...(pairs.length > MAX_PAIRS ? [] : pairs).map(subject => ({ subject, scope: 'dyad' as const })),
    ...own.map(subject => ({ subject, scope: paired.has(subject) ? ('foreign' as const) : ('domestic' as const) })),
    { subject: 'world', scope: 'world' as const },
  ];
}

/**
 * Ledger rows of one coded event that stands alone: one for each subject of its act, each with the full amount. An event
 * without a date has no rows.
 */
export function contributionsOf(event: LoggedEvent, origin: ReportOrigin): Contribution[] {
  if (event.date === null) return [];
  const eventDay = event.date;
  const amount = amountOf(event);
  const sides = [...event.actors, ...event.recipients];
  const anyNonState = sides.some(isNonState);
  return subjectsOf(actOf(event)).map(({ subject, scope }) => ({
    subject,
    eventDay,
    eventAt: eventInstant(eventDay, origin.publishedAt),
    conflict: event.score < 0 ? amount : 0,
    cooperation: event.score > 0 ? amount : 0,
    stories: 1,
    reason: 'coded',
    story: event.id,
    reportId: origin.reportId,
    codedEventId: event.id,
    type: event.type,
    mode: event.mode,
    quad: event.quad,
    factuality: event.factuality,
    confidence: Math.round(event.confidence.overall * 1000),
    scope,
    nonState:
      scope === 'dyad'
        ? sides.some(side => side.country !== null && subject.split('-').includes(side.country) && isNonState(side))
        : anyNonState,
    source: origin.source,
    outletFamily: origin.outletFamily,
  }));
}

/** Codes of what belongs to no country: organisations, movements and companies form no subject. */
const NO_COUNTRY: ReadonlySet<string> = new Set(['IMG', 'IGO', 'NGO', 'ISM', 'MNC']);

function countries(parties: readonly Party[]): string[] {
  const codes = parties.flatMap(({ country }) => (country === null || NO_COUNTRY.has(country) ? [] : [country]));
  return [...new Set(codes)].sort();
}

function pairsOf(actors: readonly string[], recipients: readonly string[]): Subject[] {
  return [...new Set(actors.flatMap(a => recipients.filter(r => r !== a).map(r => dyad(a, r))))].sort();
}

function isNonState(party: Party): boolean {
  return !STATE_SECTORS.has(party.sector);
}

/** The time of publication when it falls on the day of the event, else the start of that day. */
export function eventInstant(day: Day, publishedAt: string | null): string {
  const published = publishedAt === null ? null : new Date(publishedAt).toISOString();
  return published?.startsWith(day) ? published : `${day}T00:00:00.000Z`;
}
