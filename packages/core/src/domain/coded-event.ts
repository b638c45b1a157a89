import type { EventType, Quad } from './ontology.ts';

/** A half-open range of UTF-16 code units into the text of a report. */
export type Span = { start: number; end: number };

/** What kind of body a party is (PLOVER sectors). */
export const SECTORS = [
  'GOV',
  'MIL',
  'REB',
  'PRM',
  'COP',
  'SPY',
  'JUD',
  'LEG',
  'PTY',
  'OPP',
  'CVL',
  'JRN',
  'BUS',
  'EDU',
  'MED',
  'LAB',
  'REL',
  'REF',
  'CRM',
  'IGO',
  'NGO',
  'IMG',
  'MNC',
  'UAF',
  'UNK',
] as const;
export type Sector = (typeof SECTORS)[number];

/** Sectors that act for a state; any other side makes a contribution `nonState`. */
export const STATE_SECTORS: ReadonlySet<Sector> = new Set(['GOV', 'MIL', 'LEG', 'JUD', 'COP', 'SPY']);

/**
 * One side of a coded event. `country` is ISO 3166 alpha-3 (also PSE, TWN, KOS) or a bloc (EUR, UNO, NAT), null where
 * the text does not name one. `entity` names an organisation, group or person of the gazetteer.
 */
export type Party = {
  span: Span;
  country: string | null;
  sector: Sector;
  entity: string | null;
  how:
    | 'direct'
    | 'demonym'
    | 'capital'
    | 'leader'
    | 'office'
    | 'group'
    | 'role'
    | 'coref'
    | 'possessive'
    | 'unnamed'
    | 'corrected';
};

export const FACTUALITIES = [
  'realised',
  'announced',
  'alleged',
  'conditional',
  'negated',
  'historical',
  'habitual',
] as const;
export type Factuality = (typeof FACTUALITIES)[number];

export const DATE_PRECISIONS = ['day', 'week', 'month', 'year', 'unknown'] as const;
export type DatePrecision = (typeof DATE_PRECISIONS)[number];

export type EvidenceRole =
  | 'trigger'
  | 'actor'
  | 'recipient'
  | 'object'
  | 'negation'
  | 'attribution'
  | 'date'
  | 'location';

/** One stretch of the report that the coder used, and the rule that used it. `weight` is 0 to 1. */
export type Evidence = Span & { role: EvidenceRole; rule: string; weight: number };

/** Each is 0 to 1, rounded to thousandths. */
export type Confidence = { type: number; actor: number; recipient: number; date: number; overall: number };

/** Numbers that the text states, never estimates. */
export type Magnitude = { dead?: number; injured?: number; arrested?: number; size?: number; amount?: number };

/**
 * Who did what to whom, as read in one report by one version of the coder. It holds codes, numbers and spans but no
 * words of the report, so that it can stand in the log after the text was erased; `withWords` fills them in.
 */
export type CodedEvent = {
  type: EventType;
  mode: string | null;
  cameo: string | null;
  context: string[];
  quad: Quad;
  score: number;
  goldstein: number | null;
  actors: Party[];
  recipients: Party[];
  /** Both sides act alike ("A and B clashed"): the order of the parties says nothing. */
  reciprocal: boolean;
  magnitude: Magnitude | null;
  location: (Span & { country: string | null }) | null;
  /** YYYY-MM-DD, null when neither the text nor a publication date gives one. */
  date: string | null;
  datePrecision: DatePrecision;
  dateSource: 'explicit' | 'relative' | 'dateline' | 'publication' | 'none';
  factuality: Factuality;
  tense: 'past' | 'present' | 'future' | 'none';
  attribution: { speaker: Span | null; verb: Span | null; quoted: boolean } | null;
  confidence: Confidence;
  /** The first one with role `trigger` is the act itself; an act told again adds further evidence. */
  evidence: Evidence[];
  /** Hashes (uint32, ascending) of the content lemmas of the trigger sentence without the parties' names. */
  lemmas: number[];
};

export const SUPPRESSED_REASONS = [
  'negated',
  'conditional',
  'historical',
  'habitual',
  'purpose',
  'sport',
  'metaphor',
  'media-speaker',
  'duplicate-in-report',
  'low-confidence',
] as const;
export type SuppressedReason = (typeof SUPPRESSED_REASONS)[number];

/** An act that the coder saw and does not count, with the reason. */
export type SuppressedEvent = CodedEvent & { reason: SuppressedReason };

export const NOT_CODED_REASONS = ['empty', 'unsupported-language', 'irrelevant', 'no-act', 'suppressed-only'] as const;
export type NotCodedReason = (typeof NOT_CODED_REASONS)[number];

export type CoderVersion = { name: string; version: string };

/** What the coder is given. `text` is the text of the report exactly as stored: all spans are offsets into it. */
export type CoderInput = {
  id: string;
  text: string;
  /** Length of the title at the head of `text`, 0 without one: a title is read as a headline. */
  titleLength: number;
  /** RFC 3339 time with its offset, or a bare YYYY-MM-DD day, or null. The clock is never read. */
  publishedAt: string | null;
  /** As the sender declared it, or null. */
  language: string | null;
};

/** What the coder answers for one report. `countries` are all those the text names, sorted. */
export type Coding = {
  outcome: 'coded' | 'not-coded';
  reason: NotCodedReason | null;
  events: CodedEvent[];
  suppressed: SuppressedEvent[];
  countries: string[];
  /** ISO 639-1 code that the text was read as. */
  language: string | null;
  coder: CoderVersion;
};

/** A pure, deterministic reader of reports: the same input gives the same bytes on every machine. */
export type Coder = { version: CoderVersion; code(input: CoderInput): Coding };
