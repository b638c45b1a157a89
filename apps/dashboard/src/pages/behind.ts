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

/** Part of the conflict that one outlet must tell alone before it is said. */
const LEADS_FROM = 0.5;

/** The outlet that alone tells of more than half of the conflict behind a reading, and of which part; null when none does. */
export function leadingOutlet({ rows, conflictMass }: ContributionsAnswer): { outlet: string; part: number } | null {
  const alone = new Map<string, number>();
  for (const { conflict, decay, events } of rows) {
    const outlets = new Set(events.map(event => event.outlet));
    const [outlet] = outlets;
    if (outlet !== undefined && outlets.size === 1) alone.set(outlet, (alone.get(outlet) ?? 0) + conflict * decay);
  }
  const [most] = [...alone].sort((a, b) => b[1] - a[1]);
  if (most === undefined || conflictMass <= 0) return null;
  const part = most[1] / conflictMass;
  return part > LEADS_FROM ? { outlet: most[0], part } : null;
}
