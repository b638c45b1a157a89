import { SECTORS, type Sector } from '../coded-event.ts';

/** A sector written in a lexicon. Throws on a word that is none, so that a typing error stops the start. */
export function sectorOf(word: string): Sector {
  const sector = SECTORS.find(known => known === word);
  if (!sector) throw new Error(`unknown sector: ${word}`);
  return sector;
}
