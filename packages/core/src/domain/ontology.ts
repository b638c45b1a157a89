import table from './ontology.json' with { type: 'json' };

/** The sixteen root types of PLOVER: what one party can do to another. */
export const EVENT_TYPES = [
  'AGREE',
  'CONSULT',
  'SUPPORT',
  'CONCEDE',
  'COOPERATE',
  'AID',
  'RETREAT',
  'REQUEST',
  'ACCUSE',
  'REJECT',
  'THREATEN',
  'PROTEST',
  'SANCTION',
  'MOBILIZE',
  'COERCE',
  'ASSAULT',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict. */
export type Quad = 1 | 2 | 3 | 4;

type TypeEntry = { quad: Quad; score: number; modes: Record<string, number | null> };
type CameoEntry = [label: string, type: string, mode: string | null, goldstein: number, context: string[]];

// The JSON module is typed by its literal content; these two views state the shape that ontology.test.ts checks.
const types = table.types as unknown as Record<EventType, TypeEntry>;
const cameo = table.cameo as unknown as Record<string, CameoEntry>;

/** Quad class of an event type (PLOVER manual, conflict–cooperation scores). */
export function quadOf(type: EventType): Quad {
  return types[type].quad;
}

/** Names of the modes of a type, in the order of the manual; empty where a type has none. */
export function modesOf(type: EventType): string[] {
  return Object.keys(types[type].modes);
}

/**
 * PLOVER score of a type, by its mode where it has one: −10 (most hostile) to 10 (most cooperative).
 * An unknown mode, or one without a score of its own, takes the score of the type.
 */
export function scoreOf(type: EventType, mode: string | null): number {
  const entry = types[type];
  return (mode !== null && Object.hasOwn(entry.modes, mode) ? entry.modes[mode] : null) ?? entry.score;
}

/** Goldstein value of a CAMEO code, −10 to 10, or null for an unknown code. */
export function goldsteinOf(code: string | null): number | null {
  return (code === null ? undefined : cameo[code]?.[3]) ?? null;
}

/** PLOVER contexts of a CAMEO code; empty for an unknown code. */
export function contextOf(code: string | null): string[] {
  return (code === null ? undefined : cameo[code]?.[4]) ?? [];
}

/** English label of a CAMEO code, or null for an unknown code. */
export function cameoLabel(code: string): string | null {
  return cameo[code]?.[0] ?? null;
}

/** True for the types whose score is below zero: they add conflict, never cooperation. */
export function isConflictual(type: EventType): boolean {
  return types[type].score < 0;
}
