import type { CodedEvent, Evidence, Party, SuppressedEvent } from '../coded-event.ts';
import { isMutual } from './algebra.ts';

type Told = { event: CodedEvent };

const countries = (parties: Party[]): string[] => [...new Set(parties.flatMap(party => party.country ?? party.entity ?? []))].sort();

/** What makes two tellings one act: type, both sides by country, and the direction unless it says nothing. */
function keyOf(event: CodedEvent): string {
  const actors = countries(event.actors);
  const recipients = countries(event.recipients);
  if (event.reciprocal || isMutual(event.type)) return `${event.type}|${[...new Set([...actors, ...recipients])].sort().join(',')}`;
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
      const lead = rest.reduce((best, next) => (next.event.confidence.overall > best.event.confidence.overall ? next : best));
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

/** "killing four people" names no country: it belongs to the act of the same type and actors that does. */
function foldVague(byKey: Map<string, Told[]>): void {
  for (const [key, told] of byKey) {
    const [type, actors, recipients] = key.split('|');
    if (recipients !== '' && actors !== '') continue;
    for (const [other, full] of byKey) {
      const [otherType, otherActors, otherRecipients] = other.split('|');
      const near = full.some(one => told.every(two => Math.abs((one.event.evidence[0]?.start ?? 0) - (two.event.evidence[0]?.start ?? 0)) < 700));
      if (other === key || otherType !== type || !near) continue;
      if ((recipients === '' && actors === otherActors && otherRecipients !== '') || (actors === '' && recipients === otherRecipients && otherActors !== '')) {
        full.push(...told);
        byKey.delete(key);
        break;
      }
    }
  }
}

/** Told without days of their own, or with the same day: one occasion. Two different stated days are two acts. */
function sameOccasion(a: CodedEvent, b: CodedEvent): boolean {
  const stated = (event: CodedEvent) => event.dateSource === 'explicit' || (event.dateSource === 'relative' && event.datePrecision === 'day');
  return !(stated(a) && stated(b)) || a.date === b.date;
}
