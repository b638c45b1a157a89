import type { CodedEvent, Evidence, Party, SuppressedEvent } from '../coded-event.ts';
import { isMutual } from './algebra.ts';

type Told = { key: string; event: CodedEvent };

const countries = (parties: Party[]): string[] =>
  [...new Set(parties.flatMap(party => party.country ?? party.entity ?? []))].sort();

function keyOf(event: CodedEvent): string {
  const actors = countries(event.actors);
  const recipients = countries(event.recipients);
  if (event.reciprocal || isMutual(event.type))
    return `${event.type}|${[...new Set([...actors, ...recipients])].sort().join(',')}`;
  return `${event.type}|${actors.join(',')}|${recipients.join(',')}`;
}

/** Makes one event of an act told several times: the most confident telling stands, the others become its evidence. */
export function mergeTellings(events: CodedEvent[]): { events: CodedEvent[]; duplicates: SuppressedEvent[] } {
  const byKey = new Map<string, Told[]>();
  for (const event of events) {
    const key = keyOf(event);
    const told = byKey.get(key) ?? [];
    told.push({ key, event });
    byKey.set(key, told);
  }
  foldVague(byKey);
  const kept: CodedEvent[] = [];
  const duplicates: SuppressedEvent[] = [];
  for (const told of byKey.values()) {
    for (const occasion of occasionsOf(told.map(({ event }) => event))) {
      const lead = mostConfident(occasion);
      const extra: Evidence[] = [];
      for (const other of occasion) {
        if (other === lead) continue;
        extra.push(...other.evidence.filter(item => item.role === 'trigger'));
        duplicates.push({ ...other, reason: 'duplicate-in-report' });
      }
      kept.push({ ...lead, evidence: [...lead.evidence, ...extra] });
    }
  }
  const order = (a: CodedEvent, b: CodedEvent) => startOf(a) - startOf(b);
  return { events: kept.sort(order), duplicates: duplicates.sort(order) };
}

/** Tellings by stated day; those without one go with the most confident of all, and with it all when it states none. */
function occasionsOf(told: CodedEvent[]): CodedEvent[][] {
  const lead = mostConfident(told);
  if (!isStated(lead)) return [told];
  const byDay = new Map<string | null, CodedEvent[]>();
  for (const event of told) {
    const day = isStated(event) ? event.date : lead.date;
    const same = byDay.get(day);
    if (same) same.push(event);
    else byDay.set(day, [event]);
  }
  return [...byDay.values()];
}

const mostConfident = (told: CodedEvent[]): CodedEvent =>
  told.reduce((best, next) => (next.confidence.overall > best.confidence.overall ? next : best));

const startOf = (event: CodedEvent): number => event.evidence[0]?.start ?? 0;

const NEAR = 900;

/** "killing four people", "85 targets in Iraq": a telling with fewer recipients belongs to the one that has them all. */
function foldVague(byKey: Map<string, Told[]>): void {
  // Only what is told near by is compared, so that the time stays linear in the number of acts.
  const byStretch = new Map<number, Told[]>();
  for (const one of [...byKey.values()].flat()) {
    const at = Math.floor(startOf(one.event) / NEAR);
    const stretch = byStretch.get(at);
    if (stretch) stretch.push(one);
    else byStretch.set(at, [one]);
  }
  const place = new Map([...byKey.keys()].map((key, index) => [key, index]));
  for (const [key, told] of byKey) {
    let into: string | null = null;
    for (const { event } of told) {
      const at = Math.floor(startOf(event) / NEAR);
      for (const other of [at - 1, at, at + 1].flatMap(near => byStretch.get(near) ?? [])) {
        if (other.key === key || (into !== null && (place.get(other.key) ?? 0) >= (place.get(into) ?? 0))) continue;
        if (isNear(other.event, event) && isWithin(key, other.key)) into = other.key;
      }
    }
    if (into === null) continue;
    for (const one of told) one.key = into;
    byKey.get(into)?.push(...told);
    byKey.delete(key);
  }
}

function isWithin(key: string, other: string): boolean {
  const [type, actors = '', recipients = ''] = key.split('|');
  const [otherType, otherActors = '', otherRecipients = ''] = other.split('|');
  const some = (part: string, whole: string) =>
    part.split(',').every(code => code === '' || whole.split(',').includes(code));
  if (type !== otherType || key.split('|').length !== other.split('|').length) return false;
  if (actors === otherActors)
    return recipients !== otherRecipients && some(recipients, otherRecipients) && actors !== '';
  return recipients === otherRecipients && recipients !== '' && actors === '';
}

const isNear = (a: CodedEvent, b: CodedEvent): boolean =>
  Math.abs(startOf(a) - startOf(b)) < NEAR && sameOccasion(a, b);

const isStated = (event: CodedEvent): boolean =>
  event.dateSource === 'explicit' || (event.dateSource === 'relative' && event.datePrecision === 'day');

/** Told without days of their own, or with the same day: one occasion. Two different stated days are two acts. */
const sameOccasion = (a: CodedEvent, b: CodedEvent): boolean => !(isStated(a) && isStated(b)) || a.date === b.date;
