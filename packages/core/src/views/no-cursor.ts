import { ProblemRaised, problem } from '../wire/problem.ts';

/** Refuses a cursor that no list of ours gave out. */
export function noCursor(text: string): never {
  throw new ProblemRaised(
    problem('invalid-request', {
      detail: `"${text}" is no cursor of this list.`,
      hint: 'Take the "next" of the page before, or leave it out.',
    }),
  );
}
