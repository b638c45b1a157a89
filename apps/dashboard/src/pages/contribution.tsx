import { TENSION } from '@tensiometer/core/domain/indicator.ts';
import type { ContributionRow, ContributionsAnswer, EventView } from '@tensiometer/core/wire/api.ts';
import { type LeftOutAddress, outsideAddress, reportAddress, storyAddress } from './addresses.ts';
import { withoutRow } from './behind.ts';
import { CorrectEvent } from './correct.tsx';
import { DemoMark } from './demo-mark.tsx';
import { Direction, EventCode, Quote } from './evidence.tsx';
import { count, factor, fixed, publishedText, shortDay, signed } from './format.ts';

/** How an amount came about: "9.5 × 0.85 confidence × 0.91 age". What the printed factors leave over is the outlets'. */
export function derivation(
  row: ContributionRow,
  event: Pick<EventView, 'score' | 'confidence' | 'factuality'>,
  relieves: boolean,
): string {
  const score = Math.abs(event.score);
  const alleged = event.factuality === 'alleged' ? 0.5 : 1;
  const single = score * event.confidence.overall * alleged;
  const attention = single === 0 ? 1 : Math.max(row.conflict, row.cooperation) / single;
  return [
    factor(score),
    `${factor(event.confidence.overall)} confidence`,
    alleged === 1 ? null : `${factor(alleged)} alleged`,
    Math.abs(attention - 1) < 0.005 ? null : `${factor(attention)} outlets`,
    row.decay === 1 ? null : `${factor(row.decay)} age`,
    relieves ? `${factor(TENSION.relief)} relief` : null,
  ]
    .filter(part => part !== null)
    .join(' × ');
}

type ContributionProps = { row: ContributionRow; answer: ContributionsAnswer; without: LeftOutAddress };

/** One row behind a reading: the act, its words, where they stand, and how much of the value it is. */
export function Contribution({ row, answer, without }: ContributionProps) {
  const event = strongest(row.events);
  if (event === null) {
    return (
      <li class="item">
        <p class="l1">
          <span class="meta">An act of {shortDay(row.eventDay)} whose report is gone</span>
          <Share row={row} />
        </p>
      </li>
    );
  }
  const relieves = answer.indicator === 'tension' && row.cooperation > 0;
  const points = Math.max(row.conflict, row.cooperation) * row.decay * (relieves ? TENSION.relief : 1);
  const left = withoutRow(answer, row);
  const outside = outsideAddress(event.url);
  return (
    <li class="item" data-story={row.story}>
      <p class="l1">
        <EventCode event={event} />
        <Share row={row} />
      </p>
      <p class="parties">
        <Direction event={event} />
        {row.nonState ? <span class="non-state">non-state side</span> : null}
      </p>
      <Quote event={event} />
      <p class="meta">
        <bdi>{event.outlet}</bdi>
        {event.publishedAt === null ? '' : `, ${publishedText(event.publishedAt)}`}. Act of {shortDay(row.eventDay)}.
        {row.events.length > 1 ? ` Told by ${count(row.events.length, 'report')}.` : ''}
      </p>
      <p class="calc num">
        <span>
          {derivation(row, event, relieves)} = {fixed(points, 2)} points
        </span>
        {left === null ? null : (
          <a href={without(`story:${row.story}`)} data-without={`story:${row.story}`}>
            without it {fixed(left, 1)}
          </a>
        )}
      </p>
      <p class="do">
        <a class="link" href={reportAddress(event.reportId, event.id)}>
          Report at these words
        </a>
        {outside === null ? null : (
          <a class="link" href={outside} rel="noopener noreferrer nofollow">
            Original
          </a>
        )}
        <a class="link" href={storyAddress(row.story)}>
          {row.events.length > 1 ? `Story, ${count(row.events.length, 'telling')}` : 'Story'}
        </a>
        {event.demo ? <DemoMark words="demo" /> : null}
      </p>
      <CorrectEvent event={event} brief />
    </li>
  );
}

/** The telling that gives its story the amount: the most certain one. */
function strongest(events: readonly EventView[]): EventView | null {
  const weight = (event: EventView) => event.confidence.overall * (event.factuality === 'alleged' ? 0.5 : 1);
  return events.reduce<EventView | null>(
    (best, event) => (best === null || weight(event) > weight(best) ? event : best),
    null,
  );
}

function Share({ row: { share, cooperation } }: { row: ContributionRow }) {
  if (share === null) return null;
  return (
    <span class="amt">
      <span class={`num ${share === 0 ? 'dim' : cooperation > 0 ? 'k' : 'c'}`}>{signed(share, 1)}</span>
    </span>
  );
}
