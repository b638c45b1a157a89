import { addDays, type Day } from '@tensiometer/core/domain/day.ts';
import { type IndicatorName, indicatorsOf } from '@tensiometer/core/domain/indicator.ts';
import { kindOf, type Subject } from '@tensiometer/core/domain/subject.ts';
import { ProblemRaised, problem } from '@tensiometer/core/wire/problem.ts';

/** The indicator asked for (tension, without one; conflict for the world), which must exist for the kind of subject. */
export function indicatorFor(subject: Subject, name: string | undefined): IndicatorName {
  const text = name ?? (subject === 'world' ? 'conflict' : 'tension');
  const kind = kindOf(subject);
  const possible = indicatorsOf(kind);
  const found = possible.find(known => known === text);
  if (found) return found;
  throw new ProblemRaised(
    problem('no-such-indicator', {
      detail: `"${text}" is not kept for a ${kind}.`,
      hint: `There is: ${possible.join(', ')}.`,
    }),
  );
}

const SPANS = { hour: 31, day: 3_660, week: 3_660 } as const;

/** Refuses a range that ends before it begins, or has more than 31 days by the hour or ten years by the day or week. */
export function checkRange({ from, to }: { from?: Day; to?: Day }, step: keyof typeof SPANS): void {
  if (from === undefined || to === undefined) return;
  const refuse = (detail: string): never => {
    throw new ProblemRaised(problem('invalid-request', { detail }));
  };
  if (from > to) refuse(`The range begins on ${from}, after its end on ${to}.`);
  if (addDays(from, SPANS[step]) < to) refuse(`A range of steps of one ${step} has at most ${SPANS[step]} days.`);
}
