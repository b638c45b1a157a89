import type { CodedEvent, Evidence, Party, SuppressedEvent } from '../coded-event.ts';
import { isMutual } from './algebra.ts';

type Told = { event: CodedEvent };

const countries = (parties: Party[]): string[] =>
  [...new Set(parties.flatMap(party => party.country ?? party.entity ?? []))].sort();

/** What makes two tellings one act: type, both sides by country, and the direction unless it says nothing. */
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
    told.push({ event });
    byKey.set(key, told);
  }
  foldVague(byKey);
  const kept: CodedEvent[] = [];
  const duplicates: SuppressedEvent[] = [];
  for (const told of byKey.values()) {
    const rest = [...told];
    while (rest.length > 0) {
      const lead = rest.reduce((best, next) =>
        next.event.confidence.overall > best.event.confidence.overall ? next : best,
      );
      const same = rest.filter(other => other === lead || sameOccasion(lead.event, other.event));
      const extra: Evidence[] = [];
      for (const other of same) {
        rest.splice(rest.indexOf(other), 1);
        if (other === lead) continue;
        extra.push(...other.event.evidence.filter(item => item.role === 'trigger'));
        duplicates.push({ ...other.event, reason: 'duplicate-in-report' });
      }
      kept.push({ ...lead.event, evidence: [...lead.event.evidence, ...extra] });
    }
  }
  const order = (a: CodedEvent, b: CodedEvent) => (a.evidence[0]?.start ?? 0) - (b.evidence[0]?.start ?? 0);
  return { events: kept.sort(order), duplicates: duplicates.sort(order) };
}

/** "killing four people", "85 targets in Iraq": a telling with fewer recipients belongs to the one that has them all. */
function foldVague(byKey: Map<string, Told[]>): void {
  for (const [key, told] of byKey) {
    for (const [other, full] of byKey) {
      if (other === key || !isWithin(key, other) || !full.some(one => told.some(two => isNear(one.event, two.event))))
        continue;
      full.push(...told);
      byKey.delete(key);
      break;
    }
  }
}

/** Same type, and each side of `key` is the same as in `other` or names only some of its countries. */
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
  Math.abs((a.evidence[0]?.start ?? 0) - (b.evidence[0]?.start ?? 0)) < 900 && sameOccasion(a, b);

/** Told without days of their own, or with the same day: one occasion. Two different stated days are two acts. */
function sameOccasion(a: CodedEvent, b: CodedEvent): boolean {
  const stated = (event: CodedEvent) =>
    event.dateSource === 'explicit' || (event.dateSource === 'relative' && event.datePrecision === 'day');
  return !(stated(a) && stated(b)) || a.date === b.date;
}
