import type { EventType } from '../ontology.ts';

/** What an act becomes when it is promised, planned or threatened instead of done; null when nothing is left to code. */
export type Future = { type: EventType; mode: string | null; cameo: string | null };

/**
 * The FUTURE column of the modality algebra (Zero-Shot PLOVER), with the conventions of the codebook: cooperation
 * promised is AGREE, a promised withdrawal or release is CONCEDE, promised material conflict is THREATEN.
 */
export function futureOf(type: EventType, mode: string | null): Future {
  switch (type) {
    case 'CONSULT':
      return { type: 'AGREE', mode: null, cameo: '036' };
    case 'AID':
      return { type: 'AGREE', mode: null, cameo: '033' };
    case 'COOPERATE':
      return { type: 'AGREE', mode: null, cameo: '031' };
    case 'SUPPORT':
    case 'AGREE':
      return { type: 'AGREE', mode: null, cameo: '030' };
    case 'RETREAT':
      return mode === 'ceasefire'
        ? { type: 'AGREE', mode: null, cameo: '0356' }
        : { type: 'CONCEDE', mode: null, cameo: '080' };
    case 'CONCEDE':
      return { type: 'CONCEDE', mode: null, cameo: '080' };
    case 'REQUEST':
    case 'ACCUSE':
    case 'REJECT':
    case 'THREATEN':
      return { type, mode, cameo: null };
    case 'PROTEST':
      return { type: 'THREATEN', mode: null, cameo: '133' };
    case 'SANCTION':
      return {
        type: 'THREATEN',
        mode: mode === 'withdraw' ? 'relations' : mode === 'expel' ? 'expel' : 'restrict',
        cameo: '1312',
      };
    case 'MOBILIZE':
      return { type: 'THREATEN', mode: 'violence', cameo: '138' };
    case 'COERCE':
      return {
        type: 'THREATEN',
        mode: mode === 'arrest' ? 'arrest' : mode === 'seize' ? 'territory' : 'restrict',
        cameo: '132',
      };
    case 'ASSAULT':
      return { type: 'THREATEN', mode: 'violence', cameo: '138' };
  }
}

/** What a refusal of an act is: always REJECT, with the mode that says what is refused. */
export function refusalOf(type: EventType | null): Future {
  if (type === 'CONSULT') return { type: 'REJECT', mode: 'meet', cameo: '125' };
  if (type === 'AID' || type === 'COOPERATE') return { type: 'REJECT', mode: 'assist', cameo: '121' };
  if (type === 'RETREAT' || type === 'CONCEDE') return { type: 'REJECT', mode: 'yield', cameo: '124' };
  return { type: 'REJECT', mode: null, cameo: '120' };
}

/** True for acts that both sides do together, where the order of the parties says nothing. */
export function isMutual(type: EventType): boolean {
  return type === 'AGREE' || type === 'CONSULT' || type === 'COOPERATE' || type === 'SUPPORT';
}

/** True for acts that hurt: the ones a speaker accuses another of. */
export function isHostile(type: EventType): boolean {
  return type === 'ASSAULT' || type === 'COERCE' || type === 'MOBILIZE' || type === 'SANCTION';
}
