import { SHARES, TENSION } from '@tensiometer/core/domain/indicator.ts';
import type { ContributionsAnswer } from '@tensiometer/core/wire/api.ts';
import { count, fixed } from './format.ts';

/** How a reading comes from what stands below it, in one line. */
export function Equation({ answer }: { answer: ContributionsAnswer }) {
  const { indicator, conflictMass, cooperationMass, rows, rest } = answer;
  const acts = count(rows.length + rest.rows, 'act');
  switch (indicator) {
    case 'tension': {
      const left = Math.max(0, conflictMass - TENSION.relief * cooperationMass);
      return (
        <>
          Conflict <N of={conflictMass} /> − {TENSION.relief} × cooperation <N of={cooperationMass} /> = <N of={left} />
          , read as <N of={answer.value ?? 0} digits={1} />
        </>
      );
    }
    case 'conflict':
    case 'cooperation':
      return <>The points of {acts} of that day, added up.</>;
    case 'conflict-share':
      return (
        <>
          Conflict <N of={conflictMass} /> against cooperation <N of={cooperationMass} />, each with {SHARES.prior}{' '}
          points more.{answer.scant ? ' That is little mass: it says little.' : ''}
        </>
      );
    case 'deeds-share':
      return <>The part of deeds, not words, in {acts} of conflict, decayed to the day.</>;
    case 'stress':
      return (
        <>
          With other countries {percent(answer.external)}, at home {percent(answer.internal)}.
        </>
      );
    case 'peak-severity':
      return <>The worst act of seven days that is sure enough.</>;
    case 'escalation':
      return (
        <>
          The day against what is usual: a mean of <N of={answer.mean ?? 0} /> and a spread of{' '}
          <N of={answer.spread ?? 0} />, in ln(1 + points).
        </>
      );
    case 'threat-act':
    case 'threat':
    case 'act':
      return (
        <>
          <b class="num">{answer.told ?? 0}</b> of {count(answer.read ?? 0, 'report')} of that day tell of one; usual is{' '}
          {percent(answer.baseline ?? undefined)}, which reads 100.
        </>
      );
  }
}

function N({ of: value, digits = 2 }: { of: number; digits?: number }) {
  return <b class="num">{fixed(value, digits)}</b>;
}

function percent(part: number | undefined) {
  return part === undefined ? 'unknown' : <b class="num">{fixed(100 * part, 0)} %</b>;
}
