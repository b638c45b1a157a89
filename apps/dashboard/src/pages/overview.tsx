import type { Day } from '@tensiometer/core/domain/day.ts';
import type { EventsAnswer, StatusAnswer, SubjectsAnswer } from '@tensiometer/core/wire/api.ts';
import { Empty } from './empty.tsx';
import { Feed, Tally } from './feed.tsx';
import { longDay } from './format.ts';
import { type Kind, SubjectList } from './subject-list.tsx';

/** Coded events shown beside the ranking. */
export const FEED_LENGTH = 12;

export type OverviewProps = {
  subjects: SubjectsAnswer;
  events: EventsAnswer;
  status: StatusAnswer;
  kind: Kind;
  today: Day;
  ingestUrl: string;
  demoAvailable: boolean;
  /** Ids of events that were not there a moment ago. */
  fresh?: ReadonlySet<string>;
};

/** Everything of the overview below the header; the browser draws it again when the views move. */
export function Overview(props: OverviewProps) {
  const { subjects, events, status, kind, today, ingestUrl, demoAvailable } = props;
  if (subjects.subjects.length === 0)
    return <Empty status={status} ingestUrl={ingestUrl} demoAvailable={demoAvailable} />;
  return (
    <>
      <h1 class="vh">Overview</h1>
      {subjects.day < today ? (
        <p class="band" data-standing={subjects.day}>
          <b>Latest data: {longDay(subjects.day)}.</b> Readings, changes and ranks stand at that day; today is{' '}
          {longDay(today)}.
        </p>
      ) : null}
      <div class="over">
        <section class="rankwrap" aria-labelledby="ranking">
          <SubjectList answer={subjects} kind={kind} />
        </section>
        <section class="feed" id="latest" aria-labelledby="feed-head">
          <div class="head">
            <h2 id="feed-head">Coded events</h2>
            <p class="meta right">newest first</p>
          </div>
          <Feed events={events.events} {...(props.fresh ? { fresh: props.fresh } : {})} />
          <Tally status={status} />
        </section>
      </div>
    </>
  );
}
