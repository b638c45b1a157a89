import { subjectName } from '@tensiometer/core/views/names.ts';

/** The name of a subject from its code; the code itself where it is none. */
export function SubjectWord({ subject }: { subject: string }) {
  return <bdi>{subject === '' ? 'an alert' : subjectName(subject)}</bdi>;
}
