/** The indicators that can be asked for, by the name used in addresses and the API. */
export const INDICATORS = [
  'tension',
  'conflict',
  'cooperation',
  'conflict-share',
  'escalation',
  'peak-severity',
  'deeds-share',
  'stress',
  'threat-act',
  'threat',
  'act',
] as const;
export type IndicatorName = (typeof INDICATORS)[number];
export type SubjectKind = 'dyad' | 'country' | 'world';

// The numbers below are editorial: somebody chose them, and they are tuned on nothing. Each is part of its formula's id.

/** A decayed day counts for at most this many half-lives. */
export const HALF_LIVES = 20;
/** Half-life in days, what a residual is divided by, the residual (times `scale`) plus one that reads 100, and relief. */
export const TENSION = { halfLifeDays: 7, scale: 2, ceiling: 501, relief: 0.3 } as const;
/** Half-life in days, points added to either side, and the mass under which conflict-share says little. */
export const SHARES = { halfLifeDays: 30, prior: 5, scantBelow: 5 } as const;
/** Half-life in days, covered days before the first reading, and the least spread that a change is measured by. */
export const ESCALATION = { halfLifeDays: 60, warmUpDays: 30, leastSpread: 0.35 } as const;
/** Days looked back, and the confidence (thousandths) that it takes of a story told independently, and of one alone. */
export const PEAK = { days: 7, corroborated: 600, alone: 850, attention: 2 } as const;
/** Days whose mean share is 100, and how many of them it takes at the least. */
export const THREAT_ACT = { baselineDays: 90, leastDays: 7 } as const;

/** A formula and everything a reader needs to know of it. */
export type Formula = {
  /** Name, version and parameters: another number is another formula. */
  id: string;
  /** As it is shown. */
  label: string;
  unit: string;
  range: string;
  /** Bounds of the value, both included; null where there is none. */
  min: number | null;
  max: number | null;
  kinds: readonly SubjectKind[];
  /** What a week makes of its days. */
  week: 'sum' | 'maximum' | 'mean' | 'last';
  /** How far a value must come back beyond a line before an alert clears, unless somebody says otherwise. */
  recover: number;
};

const massId = `h=${TENSION.halfLifeDays}d,scale=${TENSION.scale},ceiling=${TENSION.ceiling},relief=${TENSION.relief}`;
const peakId = `days=${PEAK.days},p=${PEAK.corroborated / 1000},alone=${PEAK.alone / 1000},attention=${PEAK.attention}`;
const threatActId = `baseline=${THREAT_ACT.baselineDays}d,least=${THREAT_ACT.leastDays}d`;
const toHundred = { range: '0 to 100', min: 0, max: 100 } as const;
const toOne = { range: '0 to 1', min: 0, max: 1 } as const;
const open = { range: '0 and up', min: 0, max: null } as const;
const everyPair = ['dyad', 'country'] as const;
const beyondPairs = ['country', 'world'] as const;

export const FORMULAS: Record<IndicatorName, Formula> = {
  tension: {
    id: `tension-1(${massId})`,
    label: 'Tension',
    unit: 'points',
    ...toHundred,
    kinds: everyPair,
    week: 'last',
    recover: 5,
  },
  conflict: {
    id: 'conflict-1',
    label: 'Conflict',
    unit: 'points a day',
    ...open,
    kinds: ['dyad', 'country', 'world'],
    week: 'sum',
    recover: 5,
  },
  cooperation: {
    id: 'cooperation-1',
    label: 'Cooperation',
    unit: 'points a day',
    ...open,
    kinds: ['dyad', 'country', 'world'],
    week: 'sum',
    recover: 5,
  },
  'conflict-share': {
    id: `conflict-share-1(h=${SHARES.halfLifeDays}d,prior=${SHARES.prior})`,
    label: 'Conflict share',
    unit: 'share',
    ...toOne,
    kinds: everyPair,
    week: 'last',
    recover: 0.05,
  },
  escalation: {
    id: `escalation-1(h=${ESCALATION.halfLifeDays}d,warmup=${ESCALATION.warmUpDays}d,spread=${ESCALATION.leastSpread})`,
    label: 'Escalation',
    unit: 'standard deviations',
    range: 'any number, 0 is as usual',
    min: null,
    max: null,
    kinds: everyPair,
    week: 'last',
    recover: 0.5,
  },
  'peak-severity': {
    id: `peak-severity-1(${peakId})`,
    label: 'Peak severity',
    unit: 'share of the worst score',
    ...toOne,
    kinds: everyPair,
    week: 'maximum',
    recover: 0.1,
  },
  'deeds-share': {
    id: `deeds-share-1(h=${SHARES.halfLifeDays}d)`,
    label: 'Deeds share',
    unit: 'share',
    ...toOne,
    kinds: everyPair,
    week: 'last',
    recover: 0.05,
  },
  stress: {
    id: `stress-1(${massId})`,
    label: 'Stress',
    unit: 'points',
    ...toHundred,
    kinds: ['country'],
    week: 'last',
    recover: 5,
  },
  'threat-act': {
    id: `threat-act-1(${threatActId})`,
    label: 'Threats and acts',
    unit: 'index, 100 is the baseline',
    ...open,
    kinds: beyondPairs,
    week: 'mean',
    recover: 10,
  },
  threat: {
    id: `threat-1(${threatActId})`,
    label: 'Threats',
    unit: 'index, 100 is the baseline',
    ...open,
    kinds: beyondPairs,
    week: 'mean',
    recover: 10,
  },
  act: {
    id: `act-1(${threatActId})`,
    label: 'Acts',
    unit: 'index, 100 is the baseline',
    ...open,
    kinds: beyondPairs,
    week: 'mean',
    recover: 10,
  },
};

/** True for a value that the indicator can have. */
export function isInRange(indicator: IndicatorName, value: number): boolean {
  const { min, max } = FORMULAS[indicator];
  return (min === null || value >= min) && (max === null || value <= max);
}

/** The indicators that are kept for a kind of subject, in the order in which they are offered. */
export function indicatorsOf(kind: SubjectKind): IndicatorName[] {
  return INDICATORS.filter(name => FORMULAS[name].kinds.includes(kind));
}
