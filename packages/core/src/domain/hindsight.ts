import { FORMULAS } from './indicator.ts';
import { kindOf, type Subject } from './subject.ts';
import { RULE_DEFAULTS, type Threshold } from './threshold.ts';

type Asked = Pick<Threshold, 'indicator' | 'comparison' | 'warn'> & Partial<Threshold>;

const LEVELS: Record<'tension' | 'conflict', readonly number[]> = {
  tension: [25, 30, 35, 40, 45, 50, 55, 60, 70],
  conflict: [3, 5, 8, 12, 20],
};

/** Rules that a sensible person might have set on a subject: levels, rises, records and escalation, at round numbers. */
export function sensibleRules(subject: Subject): Threshold[] {
  const asked: Asked[] = [
    ...LEVELS.tension.map((warn): Asked => ({ indicator: 'tension', comparison: 'above', warn })),
    ...LEVELS.conflict.map((warn): Asked => ({ indicator: 'conflict', comparison: 'above', warn })),
    ...[3, 7].flatMap(days => [10, 15, 20].map(warn => rise(days, warn))),
    ...[30, 90, 180].map((warn): Asked => ({ indicator: 'tension', comparison: 'record', warn, recover: warn / 4 })),
    ...[2, 3].map(
      (warn): Asked => ({ indicator: 'escalation', comparison: 'above', warn, minConflict: 5, minOutlets: 2 }),
    ),
  ];
  return asked
    .filter(({ indicator }) => FORMULAS[indicator].kinds.includes(kindOf(subject)))
    .map((rule, n) => ({
      ...RULE_DEFAULTS,
      thresholdId: `hindsight-${n}`,
      subject,
      critical: null,
      recover: FORMULAS[rule.indicator].recover,
      channels: [],
      ...rule,
    }));
}

function rise(days: number, warn: number): Asked {
  const change = { days, unit: 'points', direction: 'up' } as const;
  return { indicator: 'tension', comparison: 'change', warn, change, recover: warn / 4 };
}
