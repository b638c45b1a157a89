import type { SubjectSummary } from '@tensiometer/core/wire/api.ts';
import { subjectAddress } from './addresses.ts';
import { AlertState } from './alert-state.tsx';
import { Change } from './change.tsx';
import { DemoMark } from './demo-mark.tsx';
import { Quote } from './evidence.tsx';
import { dayText, fixed, shortDay } from './format.ts';
import { Spark } from './spark.tsx';
import { WatchStar } from './watch-star.tsx';
import { coverageCount } from './words.ts';

/** Characters of the evidence that fit two lines of the list. */
const EXCERPT = 88;

type RowProps = { subject: SubjectSummary; rank: number | null; day: string; watched: boolean; asOf: string | null };

/** One subject of the ranking; `rank` is null where too few reports stand behind it. */
export function SubjectRow({ subject, rank, day, watched, asOf }: RowProps) {
  const event = subject.lastEvent;
  return (
    <tr class={rank === null ? 'low' : ''} data-subject={subject.subject}>
      <td class="rank num">{rank ?? ''}</td>
      <th scope="row" class="subj">
        <a href={subjectAddress(subject.subject, { asOf })}>
          <bdi>{subject.name}</bdi>
        </a>
        <WatchStar subject={subject.subject} name={subject.name} watched={watched} />
        <span class="meta num">
          {coverageCount(subject.reports, subject.outlets)}
          {subject.day === day ? '' : `, to ${dayText(subject.day)}`}
        </span>
      </th>
      <td class="val num">
        {subject.tension === null ? (
          <>
            <span aria-hidden="true">–</span>
            <span class="vh">no reading</span>
          </>
        ) : (
          fixed(subject.tension, 0)
        )}
      </td>
      <td class="chg">
        <Change value={subject.change} />
      </td>
      <td class="spark">
        <Spark subject={subject} />
      </td>
      <td class="ev">
        {event === null ? (
          <p class="meta">No event yet; the reports that name it tell of no act.</p>
        ) : (
          <Quote event={event} length={EXCERPT}>
            {' '}
            <span class="meta">
              <bdi>{event.outlet}</bdi>, {shortDay(event.publishedDay)}{' '}
              {event.demo ? <DemoMark words="demo" small /> : null}
            </span>
          </Quote>
        )}
      </td>
      <td class="al">
        <AlertState subject={subject} />
      </td>
    </tr>
  );
}
