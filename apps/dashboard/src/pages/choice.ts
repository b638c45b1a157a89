import type { SubjectChoice } from '@tensiometer/core/wire/choose-subjects.ts';

/** Address of the overview with a choice of subjects; pairs go without saying. */
export function overviewAddress(choice: SubjectChoice): string {
  const { kind, ...rest } = choice;
  const query = new URLSearchParams({ ...(kind === 'country' ? { kind } : {}), ...rest });
  const text = query.toString();
  return text === '' ? '/' : `/?${text}`;
}
