import type { Subject } from '@tensiometer/core/domain/subject.ts';
import type { PropsWithChildren } from 'hono/jsx';
import { Glyph } from './glyph.tsx';
import { addressOf, type SubjectState } from './subject-state.ts';

type MenuProps = PropsWithChildren<{
  id: string;
  words: string;
  /** At the end of its row. */
  push?: boolean;
  /** Opens towards the left. */
  right?: boolean;
  /** Folds away on a phone. */
  extra?: boolean;
}>;

/** A list that folds out; a details element, so that it needs no script. */
export function Menu({ id, words, push = false, right = push, extra = false, children }: MenuProps) {
  const kinds = ['menu', push ? 'push' : '', right ? 'right' : '', extra ? 'extra' : ''].filter(Boolean);
  return (
    <details class={kinds.join(' ')} id={id}>
      <summary>
        {words}
        <Glyph name="down" />
      </summary>
      <div>{children}</div>
    </details>
  );
}

/** The rest of the state as hidden fields, so that a form changes only what it asks for. */
export function Kept({ subject, state }: { subject: Subject; state: SubjectState }) {
  const kept = Object.entries(addressOf(subject, state)).filter(([, value]) => value);
  return (
    <>
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value ?? ''} />
      ))}
    </>
  );
}
