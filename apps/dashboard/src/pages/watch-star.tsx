import type { Subject } from '@tensiometer/core/domain/subject.ts';
import { Glyph } from './glyph.tsx';

/** Puts a subject on the reader's watch-list, or takes it off. */
export function WatchStar({ subject, name, watched }: { subject: Subject; name: string; watched: boolean }) {
  return (
    <button
      type="button"
      class="star needs-script"
      id={`watch-${subject}`}
      data-watch={subject}
      aria-pressed={watched ? 'true' : 'false'}
      aria-label={`Watch ${name}`}
    >
      <Glyph name="star" />
    </button>
  );
}
