import type { Coverage } from '@tensiometer/core/domain/coverage.ts';
import type { ReceiptView } from '@tensiometer/core/wire/api.ts';
import { count } from './format.ts';

const NOT_CODED: Record<string, string> = {
  empty: 'There is no text in it to read.',
  'unsupported-language': 'It is not written in English, the one language that is read so far.',
  irrelevant: 'It tells of nothing that states or armed groups did to each other.',
  'no-act': 'It names countries, but no act between them.',
  'suppressed-only': 'Every act in it is denied, past or only possible, so none counts.',
};

const FAILED: Record<string, string> = {
  'too-slow': 'Reading it took too long and was stopped.',
  'coder-crashed': 'The coder crashed on it.',
  'coder-error': 'The coder met an error in it.',
  'worker-died': 'The worker died while reading it.',
};

const SET_ASIDE: Record<string, string> = {
  negated: 'Said not to have happened',
  conditional: 'Only possible: it hangs on a condition',
  historical: 'Told as history, from long before',
  habitual: 'A habit without a date',
  purpose: 'An aim, not an act',
  sport: 'About sport',
  metaphor: 'A figure of speech',
  'media-speaker': 'The press speaks here, and the press is no party',
  'duplicate-in-report': 'The same act told again in this report',
  'low-confidence': 'Too uncertain to count',
};

const STATUS: Record<ReceiptView['status'], string> = {
  received: 'Received',
  queued: 'Waiting to be read',
  coded: 'Coded',
  'not-coded': 'No event',
  counted: 'Counted',
  failed: 'Failed',
};

const SECTORS: Record<string, string> = {
  GOV: 'government',
  MIL: 'military',
  REB: 'rebels',
  PRM: 'armed group',
  COP: 'police',
  SPY: 'intelligence service',
  JUD: 'courts',
  LEG: 'parliament',
  PTY: 'party',
  OPP: 'opposition',
  CVL: 'civilians',
  JRN: 'press',
  BUS: 'business',
  EDU: 'education',
  MED: 'health workers',
  LAB: 'labour',
  REL: 'religious body',
  REF: 'refugees',
  CRM: 'criminals',
  IGO: 'international body',
  NGO: 'non-governmental body',
  IMG: 'armed movement',
  MNC: 'company',
  UAF: 'unknown armed force',
};

/** Why a report has no number or none yet, in a sentence; the server's own explanation comes first. */
export function reasonText(receipt: Pick<ReceiptView, 'status' | 'reason' | 'explanation'>): string | null {
  if (receipt.explanation !== null) return receipt.explanation;
  if (receipt.reason === null) return null;
  return NOT_CODED[receipt.reason] ?? FAILED[receipt.reason] ?? receipt.reason;
}

/** Why an act was read and not counted. */
export function setAsideText(reason: string | undefined): string {
  return SET_ASIDE[reason ?? ''] ?? reason ?? 'Not counted';
}

/** State of a report in one or two words. */
export function statusText(status: ReceiptView['status']): string {
  return STATUS[status];
}

/** What kind of body a party is; null where nobody knows. */
export function sectorText(sector: string): string | null {
  return SECTORS[sector] ?? null;
}

/** "243 reports, 24 outlets", or that there are none. */
export function coverageCount(reports: number, outlets: number): string {
  return reports === 0 ? 'no reports' : `${count(reports, 'report')}, ${count(outlets, 'outlet')}`;
}

/** Coverage as one word, for tables. */
export function coverageWord(coverage: Coverage): string {
  switch (coverage) {
    case 'ok':
      return 'enough';
    case 'low':
      return 'low';
    case 'none':
      return 'no reports';
  }
}
