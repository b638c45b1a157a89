import { liesIn } from '../domain/region.ts';
import type { Subject } from '../domain/subject.ts';
import type { SubjectSummary } from './api.ts';

/** What of the ranking is wanted; all of it must hold. */
export type SubjectChoice = {
  kind?: 'dyad' | 'country';
  /** Id of a region or continent. */
  region?: string;
  /** Part of the name, or a code. */
  q?: string;
  alert?: '1';
  rising?: '1';
  watch?: '1';
  /** The position or time that the ranking is shown as of; it chooses nothing. */
  asOf?: string;
};

/** A change of fewer points than this is no change. */
export const STEADY_POINTS = 1.5;

/** The subjects of a ranking that fit, in its order. Page, browser and API choose by this one function. */
export function chooseSubjects<T extends Pick<SubjectSummary, 'subject' | 'name' | 'kind' | 'alert' | 'change'>>(
  subjects: readonly T[],
  { kind, region, q, alert, rising, watch }: SubjectChoice,
  watched: ReadonlySet<Subject>,
): T[] {
  const words = q?.toLowerCase();
  return subjects.filter(
    it =>
      (kind === undefined || it.kind === kind) &&
      (region === undefined || liesIn(it.subject, region)) &&
      (words === undefined || it.name.toLowerCase().includes(words) || it.subject.toLowerCase().includes(words)) &&
      (alert === undefined || it.alert !== null) &&
      (rising === undefined || (it.change !== null && it.change >= STEADY_POINTS)) &&
      (watch === undefined || watched.has(it.subject)),
  );
}
