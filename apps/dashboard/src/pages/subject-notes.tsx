import type { DayAddress } from './addresses.ts';
import { Direction, EventCode } from './evidence.tsx';
import { excerptAround } from './excerpt.ts';
import { shortDay } from './format.ts';
import type { Note } from './notable.ts';

const WORDS_LENGTH = 84;

/** The numbered marks of the chart in words; each opens its day. */
export function Notes({ notes, address }: { notes: readonly Note[]; address: DayAddress }) {
  return (
    <ol class="notes">
      {notes.map(({ n, day, event }) => (
        <li>
          <span class="pin num" aria-hidden="true">
            {n}
          </span>
          <span class="meta num">{shortDay(day)}</span>
          <span>
            <a href={address(day)} data-open-day={day}>
              <Direction event={event} />
            </a>{' '}
            <EventCode event={event} />
            <br />
            <Words event={event} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Words({ event }: { event: Note['event'] }) {
  if (event.sentence === null) return <span class="meta">The words were erased.</span>;
  const { text, start } = event.sentence;
  const trigger = event.evidence.find(piece => piece.role === 'trigger') ?? { start, end: start };
  const part = excerptAround(text, trigger.start - start, trigger.end - start, WORDS_LENGTH);
  return (
    <span class="quote">
      <bdi>
        “{part.cutBefore ? '…' : ''}
        {text.slice(part.start, part.end).trim()}
        {part.cutAfter ? '…' : ''}”
      </bdi>
    </span>
  );
}
