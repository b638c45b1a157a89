import { residual, tensionOf } from '@tensiometer/core/domain/tension.ts';
import type { ContributionRow, ContributionsAnswer } from '@tensiometer/core/wire/api.ts';

/** What the reading would be without a row; null for an indicator that is no sum of parts. */
export function withoutRow(answer: ContributionsAnswer, row: ContributionRow): number | null {
  const { indicator, value, conflictMass, cooperationMass } = answer;
  if (value === null) return null;
  switch (indicator) {
    case 'tension':
      return tensionOf(
        residual({
          conflict: conflictMass - row.conflict * row.decay,
          cooperation: cooperationMass - row.cooperation * row.decay,
        }),
      );
    case 'conflict':
    case 'cooperation':
      return Math.max(0, value - (row.share ?? 0));
    default:
      return null;
  }
}

/** Part of the conflict that one family must tell alone before it is said. */
const LEADS_FROM = 0.5;

/** An outlet family, and the part of the conflict behind a reading that it alone tells of. */
export type FamilyPart = { family: string; part: number };

/** The families that tell of an act alone, by what of the conflict rests on each, the biggest first. */
export function familyParts({ rows, conflictMass }: ContributionsAnswer): FamilyPart[] {
  const alone = new Map<string, number>();
  for (const { conflict, decay, events } of rows) {
    const families = new Set(events.map(event => event.family));
    const [family] = families;
    if (family !== undefined && families.size === 1) alone.set(family, (alone.get(family) ?? 0) + conflict * decay);
  }
  return [...alone]
    .map(([family, points]) => ({ family, part: conflictMass > 0 ? points / conflictMass : 0 }))
    .sort((a, b) => b.part - a.part);
}

/** The family that alone tells of more than half of the conflict; null when none does. */
export function leadingFamily(answer: ContributionsAnswer): FamilyPart | null {
  const [most] = familyParts(answer);
  return most !== undefined && most.part > LEADS_FROM ? most : null;
}
