import type { Party, Sector } from '../coded-event.ts';

type Seen = { party: Party; person: boolean; plural: boolean; sentence: number };

/** What the report has spoken of so far: the memory behind "he", "it", "they", "the two countries", "the group". */
export type Discourse = { seen: Seen[]; homeCountry: string | null };

export function createDiscourse(homeCountry: string | null): Discourse {
  return { seen: [], homeCountry };
}

/** Remembers a named party. Roles without a country are not worth remembering. */
export function remember(discourse: Discourse, party: Party, sentence: number, plural: boolean): void {
  if (party.how === 'coref' || party.sector === 'JRN') return;
  if (party.country === null && party.entity === null) return;
  const person =
    party.how === 'leader' ||
    (party.sector === 'GOV' && party.how === 'demonym' && !plural && party.span.end - party.span.start > 12);
  discourse.seen.push({ party, person, plural, sentence });
  if (discourse.seen.length > 60) discourse.seen.shift();
}

/** The parties a pronoun or a bare role stands for; empty when nothing fits within four sentences. */
export function recall(
  discourse: Discourse,
  word: string,
  span: { start: number; end: number },
  sentence: number,
): Party[] {
  const near = discourse.seen.filter(seen => sentence - seen.sentence <= 4);
  const as = (seen: Seen): Party => ({ ...seen.party, span, how: 'coref' });
  if (/^(?:he|she|him|his|her|i)$/.test(word)) {
    const last = near.findLast(seen => seen.person) ?? near.findLast(seen => !seen.plural);
    return last ? [as(last)] : [];
  }
  if (word === 'it' || word === 'its' || word === 'itself') {
    const last = near.findLast(seen => !seen.person && !seen.plural) ?? near.findLast(seen => !seen.person);
    return last ? [as(last)] : [];
  }
  if (word === 'group') {
    const last = near.findLast(
      seen => seen.party.sector === 'REB' || seen.party.sector === 'PRM' || seen.party.entity !== null,
    );
    return last ? [as(last)] : [];
  }
  if (word === 'two') {
    const countries: Seen[] = [];
    for (const seen of [...near].reverse()) {
      if (seen.party.country && !countries.some(known => known.party.country === seen.party.country))
        countries.push(seen);
      if (countries.length === 2) return countries.reverse().map(as);
    }
    return [];
  }
  if (/^(?:they|them|themselves|their|we|our|us)$/.test(word)) {
    const last = near.findLast(seen => seen.plural) ?? near.at(-1);
    return last ? [as(last)] : [];
  }
  return [];
}

/** Country of a bare role ("the ministry", "police"): that of the nearest state in the report, else of the dateline. */
export function nearestState(discourse: Discourse, sentence: number, sector: Sector): string | null {
  const alike = discourse.seen.findLast(
    seen => sentence - seen.sentence <= 3 && seen.party.country !== null && seen.party.sector === sector,
  );
  if (alike && sector !== 'GOV') return alike.party.country;
  const near = discourse.seen.findLast(
    seen => sentence - seen.sentence <= 3 && seen.party.country !== null && seen.party.sector !== 'REB',
  );
  return near?.party.country ?? discourse.homeCountry;
}
