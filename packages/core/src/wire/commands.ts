import { z } from 'zod';
import { FORMULAS, INDICATORS, indicatorsOf, isInRange } from '../domain/indicator.ts';
import { kindOf, parseSubject } from '../domain/subject.ts';
import type { Threshold } from '../domain/threshold.ts';
import { RULE_DEFAULTS } from '../domain/threshold.ts';

export const passwordBody = z.strictObject({ password: z.string().min(8).max(1_024) });

const line = z.number().finite();

/** A line as it is set: `comparison` with `warn`; or, shorter, `above: 40` or `below: 10`. */
export const thresholdBody = z.strictObject({
  subject: z.string(),
  indicator: z.enum(INDICATORS).default('tension'),
  comparison: z.enum(['above', 'below']).optional(),
  above: z.union([line, z.boolean()]).optional(),
  below: z.union([line, z.boolean()]).optional(),
  warn: line.optional(),
  critical: line.nullish(),
  recover: line.min(0).optional(),
  for: z.literal(0).default(0),
  minReports: z.int().min(0).max(1_000).default(0),
  channels: z.array(z.never()).max(0, 'there are no channels yet; alerts show on every open page').default([]),
});

export type ParsedThreshold = { ok: true; threshold: Threshold } | { ok: false; detail: string };

/** Reads the body of a threshold and refuses one that makes no sense, saying why. */
export function parseThreshold(thresholdId: string, value: unknown): ParsedThreshold {
  const parsed = thresholdBody.safeParse(value);
  if (!parsed.success) {
    return {
      ok: false,
      detail: parsed.error.issues
        .map(issue => [issue.path.join('.'), issue.message].filter(part => part !== '').join(': '))
        .join('; '),
    };
  }
  const it = parsed.data;
  const subject = parseSubject(it.subject);
  if (subject === null)
    return { ok: false, detail: `"${it.subject}" is no subject; name a pair such as IRQ-USA or a country such as IRQ` };
  if (!FORMULAS[it.indicator].kinds.includes(kindOf(subject)))
    return {
      ok: false,
      detail: `${it.indicator} is not kept for ${subject}; there is: ${indicatorsOf(kindOf(subject)).join(', ')}`,
    };
  const named = (['above', 'below'] as const).filter(side => it[side] !== undefined && it[side] !== false);
  const comparison = it.comparison ?? named[0];
  if (comparison === undefined || named.length > 1 || (named[0] !== undefined && named[0] !== comparison)) {
    return { ok: false, detail: 'say one of "above" and "below", as comparison' };
  }
  const short = it[comparison];
  const warn = it.warn ?? (typeof short === 'number' ? short : undefined);
  if (warn === undefined) return { ok: false, detail: 'warn: the number of the line is missing' };
  const critical = it.critical ?? null;
  const outside = (['warn', 'critical'] as const).find(key => {
    const value = { warn, critical }[key];
    return value !== null && !isInRange(it.indicator, value);
  });
  if (outside) return { ok: false, detail: `${outside}: ${it.indicator} is ${FORMULAS[it.indicator].range}` };
  if (critical !== null && (comparison === 'above' ? critical <= warn : critical >= warn)) {
    return {
      ok: false,
      detail: `critical: it must lie ${comparison === 'above' ? 'over' : 'under'} the warning at ${warn}`,
    };
  }
  const { indicator, minReports, channels } = it;
  const recover = it.recover ?? FORMULAS[indicator].recover;
  return {
    ok: true,
    threshold: {
      ...RULE_DEFAULTS,
      members: [],
      thresholdId,
      subject,
      indicator,
      comparison,
      warn,
      critical,
      recover,
      forHours: it.for,
      minReports,
      channels,
    },
  };
}
