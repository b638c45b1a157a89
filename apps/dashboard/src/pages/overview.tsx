import type { Day } from '@tensiometer/core/domain/day.ts';
import type { Subject } from '@tensiometer/core/domain/subject.ts';
import type { SubjectChoice } from '@tensiometer/core/wire/choose-subjects.ts';
import { Empty } from './empty.tsx';
import { Feed, Tally } from './feed.tsx';
import { longDay } from './format.ts';
import type { OverviewNumbers } from './overview-load.ts';
import { SubjectList } from './subject-list.tsx';
import { WorldStrip } from './world-strip.tsx';

export type OverviewProps = OverviewNumbers & {
  choice: SubjectChoice;
  watched: ReadonlySet<Subject>;
  today: Day;
  ingestUrl: string;
  demoAvailable: boolean;
  /** Ids of events that were not there a moment ago. */
  fresh?: ReadonlySet<string>;
};

/** Everything of the overview below the header; the browser draws it again when the views move. */
export function Overview(props: OverviewProps) {
  const { subjects, feed, status, world, choice, watched, today, ingestUrl, demoAvailable } = props;
  if (subjects.subjects.length === 0)
    return <Empty status={status} ingestUrl={ingestUrl} demoAvailable={demoAvailable} />;
  return (
    <>
      <h1 class="vh">Overview</h1>
      <WorldStrip world={world} status={status} />
      {subjects.day < today ? (
        <p class="band" data-standing={subjects.day}>
          <b>Latest data: {longDay(subjects.day)}.</b> Readings, changes and ranks stand at that day; today is{' '}
          {longDay(today)}.
        </p>
      ) : null}
      <div class="over">
        <section class="rankwrap" aria-labelledby="ranking">
          <SubjectList answer={subjects} choice={choice} watched={watched} />
        </section>
        <section class="feed" id="latest" aria-labelledby="feed-head">
          <div class="head">
            <h2 id="feed-head">Coded events</h2>
            <p class="meta right">newest first</p>
          </div>
          <Feed entries={feed.entries} {...(props.fresh ? { fresh: props.fresh } : {})} />
          <Tally status={status} />
        </section>
      </div>
    </>
  );
}
