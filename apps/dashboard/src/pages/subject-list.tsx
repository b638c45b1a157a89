import { OK_OUTLETS, OK_REPORTS } from '@tensiometer/core/domain/coverage.ts';
import type { Subject } from '@tensiometer/core/domain/subject.ts';
import type { SubjectSummary, SubjectsAnswer } from '@tensiometer/core/wire/api.ts';
import { chooseSubjects, type SubjectChoice } from '@tensiometer/core/wire/choose-subjects.ts';
import { overviewAddress } from './choice.ts';
import { ChoiceBar } from './choice-bar.tsx';
import { SubjectRow } from './subject-row.tsx';

export type Ranking = { enough: SubjectSummary[]; few: SubjectSummary[]; none: SubjectSummary[] };

/** Subjects by falling tension, in three groups: enough reports to rank, too few, and none of late. */
function ranked(subjects: readonly SubjectSummary[]): Ranking {
  const byTension = (a: SubjectSummary, b: SubjectSummary) =>
    (b.tension ?? -1) - (a.tension ?? -1) || a.name.localeCompare(b.name, 'en');
  const some = [...subjects].sort(byTension);
  return {
    enough: some.filter(subject => subject.coverage === 'ok'),
    few: some.filter(subject => subject.coverage === 'low'),
    none: some.filter(subject => subject.coverage === 'none'),
  };
}

type ListProps = { answer: SubjectsAnswer; choice: SubjectChoice; watched: ReadonlySet<Subject> };

/** The ranking of pairs or of countries, or of a part of them. */
export function SubjectList({ answer, choice, watched }: ListProps) {
  const { kind = 'dyad' } = choice;
  const shown = chooseSubjects(answer.subjects, { ...choice, kind }, watched);
  const number = (of: 'dyad' | 'country') => answer.subjects.filter(subject => subject.kind === of).length;
  return (
    <>
      <div class="head">
        <h2 id="ranking">Tension, ranked</h2>
        <nav class="tabs kinds meta" aria-label="Kind of subject">
          <a href={overviewAddress({ ...choice, kind: 'dyad' })} aria-current={kind === 'dyad' ? 'true' : undefined}>
            Pairs <span class="num">{number('dyad')}</span>
          </a>
          <a
            href={overviewAddress({ ...choice, kind: 'country' })}
            aria-current={kind === 'country' ? 'true' : undefined}
          >
            Countries <span class="num">{number('country')}</span>
          </a>
        </nav>
        <a class="link meta to-feed" href="#latest">
          Latest events
        </a>
        <p class="meta right">0 to 100, against the week before, days in UTC</p>
      </div>
      <ChoiceBar subjects={answer.subjects} choice={{ ...choice, kind }} watched={watched} />
      {shown.length === 0 ? (
        <NoneOf kind={kind} choice={choice} any={number(kind) > 0} />
      ) : (
        <Rows ranking={ranked(shown)} day={answer.day} watched={watched} asOf={choice.asOf ?? null} />
      )}
    </>
  );
}

type RowsProps = { ranking: Ranking; day: string; watched: ReadonlySet<Subject>; asOf: string | null };

function Rows({ ranking, day, watched, asOf }: RowsProps) {
  return (
    <table class="list">
      <caption class="vh">Subjects ranked by tension</caption>
      <thead>
        <tr>
          <th scope="col" class="rank">
            <span class="vh">Rank</span>
          </th>
          <th scope="col" class="subj">
            Subject and reports of 14 days
          </th>
          <th scope="col" class="val">
            Tension
          </th>
          <th scope="col" class="chg">
            In a week
          </th>
          <th scope="col" class="spark">
            90 days
          </th>
          <th scope="col" class="ev">
            Last evidence
          </th>
          <th scope="col" class="al">
            Line
          </th>
        </tr>
      </thead>
      <tbody>
        {ranking.enough.map((subject, i) => (
          <SubjectRow subject={subject} rank={i + 1} day={day} watched={watched.has(subject.subject)} asOf={asOf} />
        ))}
      </tbody>
      <Unranked
        subjects={ranking.few}
        day={day}
        watched={watched}
        asOf={asOf}
        words={`Too few reports to rank: under ${OK_REPORTS} reports or ${OK_OUTLETS} outlets in 14 days`}
      />
      <Unranked
        subjects={ranking.none}
        day={day}
        watched={watched}
        asOf={asOf}
        words="No reports in 14 days, so no reading; the words are the last there were"
      />
    </table>
  );
}

type UnrankedProps = Omit<RowsProps, 'ranking'> & { subjects: SubjectSummary[]; words: string };

function Unranked({ subjects, day, watched, asOf, words }: UnrankedProps) {
  if (subjects.length === 0) return null;
  return (
    <tbody>
      <tr class="sep">
        <th scope="rowgroup" colspan={7}>
          {words}
        </th>
      </tr>
      {subjects.map(subject => (
        <SubjectRow subject={subject} rank={null} day={day} watched={watched.has(subject.subject)} asOf={asOf} />
      ))}
    </tbody>
  );
}

function NoneOf({ kind, choice, any }: { kind: 'dyad' | 'country'; choice: SubjectChoice; any: boolean }) {
  if (!any)
    return (
      <p class="say-none">
        {kind === 'dyad'
          ? 'No pair of countries yet: no report tells of an act between two of them.'
          : 'No country yet: no report names one.'}
      </p>
    );
  return (
    <p class="say-none">
      {choice.watch === undefined
        ? `No ${kind === 'dyad' ? 'pair' : 'country'} fits this choice. `
        : 'Nothing that you watch fits this choice: the star before a name puts it on your list. '}
      <a href={overviewAddress({ kind })}>Show all</a>
    </p>
  );
}
