import { dyad, type Subject } from '@tensiometer/core/domain/subject.ts';
import { storyAddress, subjectAddress } from './addresses.ts';
import { CorrectEvent } from './correct.tsx';
import { Direction, EventCode } from './evidence.tsx';
import { dayText, fixed } from './format.ts';
import { tone } from './marks.ts';
import { type NamedAct, triggerWords } from './report-marks.ts';
import { setAsideText } from './words.ts';

/** Acts that count, each with what was read of it. */
export function CodedActs({ acts }: { acts: NamedAct[] }) {
  return (
    <section aria-labelledby="coded-head">
      <div class="head">
        <h2 id="coded-head">Coded, {acts.length}</h2>
      </div>
      {acts.length === 0 ? <p class="say-none">No act in it counts.</p> : null}
      <ol>
        {acts.map(({ label, event }) => {
          const pair = pairOf(event.actors, event.recipients);
          return (
            <li class="cand" id={`about-${label}`}>
              <p class="l1">
                <a class={`id ${tone(event.score)}`} href={`#act-${event.id}`}>
                  {label}
                </a>
                <EventCode event={event} />
                <span class="conf num">confidence {fixed(event.confidence.overall, 2)}</span>
              </p>
              <div class="in">
                <p>
                  <Direction event={event} withSector />
                </p>
                <p class="meta">
                  {event.date === null ? 'No date' : `${dayText(event.date)}, known to the ${event.datePrecision}`}.{' '}
                  {factualityText(event.factuality)}
                  {event.nonState ? ' A side is not a state.' : ''}
                </p>
                {pair === null || event.date === null ? null : (
                  <p class="do">
                    <a class="link" href={subjectAddress(pair, { at: event.date })}>
                      On the chart
                    </a>{' '}
                    <a class="link" href={storyAddress(event.id)}>
                      Story
                    </a>
                  </p>
                )}
                {event.original === null ? null : (
                  <p class="meta">
                    Corrected. Read by the coder as {event.original.type}
                    {event.original.date === null ? '' : ` of ${dayText(event.original.date)}`}.
                  </p>
                )}
                {event.added ? <p class="meta">Added by a person.</p> : null}
                <CorrectEvent event={event} />
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** Acts that were read and do not count, each with the reason in words. */
export function AsideActs({ acts }: { acts: NamedAct[] }) {
  if (acts.length === 0) return null;
  return (
    <section class="aside-acts" aria-labelledby="aside-head">
      <div class="head">
        <h2 id="aside-head">Read, not counted, {acts.length}</h2>
      </div>
      <ol>
        {acts.map(({ label, event }) => {
          const words = triggerWords(event);
          return (
            <li class="cand s" id={`about-${label}`}>
              <p class="l1">
                <a class="id dim" href={`#act-${event.id}`}>
                  {label}
                </a>
                <span class="words">{words === null ? 'erased' : <bdi>“{words}”</bdi>}</span>
              </p>
              <p class="in why">
                {setAsideText(event.reason)}. <span class="dim">Read as {event.type}.</span>
              </p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function factualityText(factuality: string): string {
  if (factuality === 'announced') return 'Announced, not yet done.';
  if (factuality === 'alleged') return 'Said by one side only, so it counts half.';
  return 'Told as done.';
}

/** The first pair of countries that an act counts for. */
function pairOf(actors: NamedAct['event']['actors'], recipients: NamedAct['event']['recipients']): Subject | null {
  const left = actors.flatMap(party => party.country ?? []);
  const right = recipients.length > 0 ? recipients.flatMap(party => party.country ?? []) : left;
  for (const a of left) {
    const b = right.find(code => code !== a);
    if (b !== undefined) return dyad(a, b);
  }
  return null;
}
