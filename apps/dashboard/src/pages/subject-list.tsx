import { OK_OUTLETS, OK_REPORTS } from '@tensiometer/core/domain/coverage.ts';
import type { SubjectSummary, SubjectsAnswer } from '@tensiometer/core/wire/api.ts';
import { SubjectRow } from './subject-row.tsx';

export type Kind = 'dyad' | 'country';

export type Ranking = { enough: SubjectSummary[]; few: SubjectSummary[]; none: SubjectSummary[] };

/** Subjects of one kind by falling tension, in three groups: enough reports to rank, too few, and none of late. */
function ranked(subjects: readonly SubjectSummary[], kind: Kind): Ranking {
  const byTension = (a: SubjectSummary, b: SubjectSummary) =>
    (b.tension ?? -1) - (a.tension ?? -1) || a.name.localeCompare(b.name, 'en');
  const some = subjects.filter(subject => subject.kind === kind).sort(byTension);
  return {
    enough: some.filter(subject => subject.coverage === 'ok'),
    few: some.filter(subject => subject.coverage === 'low'),
    none: some.filter(subject => subject.coverage === 'none'),
  };
}

/** The ranking with its two tabs. */
export function SubjectList({ answer, kind }: { answer: SubjectsAnswer; kind: Kind }) {
  const ranking = ranked(answer.subjects, kind);
  const number = (of: Kind) => answer.subjects.filter(subject => subject.kind === of).length;
  return (
    <>
      <div class="head">
        <h2 id="ranking">Tension, ranked</h2>
        <nav class="tabs kinds meta" aria-label="Kind of subject">
          <a href="/" aria-current={kind === 'dyad' ? 'true' : undefined}>
            Pairs <span class="num">{number('dyad')}</span>
          </a>
          <a href="/?kind=country" aria-current={kind === 'country' ? 'true' : undefined}>
            Countries <span class="num">{number('country')}</span>
          </a>
        </nav>
        <a class="link meta to-feed" href="#latest">
          Latest events
        </a>
        <p class="meta right">0 to 100, against the week before, days in UTC</p>
      </div>
      {number(kind) === 0 ? <NoneOf kind={kind} /> : <Rows ranking={ranking} day={answer.day} />}
    </>
  );
}

function Rows({ ranking, day }: { ranking: Ranking; day: string }) {
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
          <SubjectRow subject={subject} rank={i + 1} day={day} />
        ))}
      </tbody>
      <Unranked
        subjects={ranking.few}
        day={day}
        words={`Too few reports to rank: under ${OK_REPORTS} reports or ${OK_OUTLETS} outlets in 14 days`}
      />
      <Unranked
        subjects={ranking.none}
        day={day}
        words="No reports in 14 days, so no reading; the words are the last there were"
      />
    </table>
  );
}

function Unranked({ subjects, day, words }: { subjects: SubjectSummary[]; day: string; words: string }) {
  if (subjects.length === 0) return null;
  return (
    <tbody>
      <tr class="sep">
        <th scope="rowgroup" colspan={7}>
          {words}
        </th>
      </tr>
      {subjects.map(subject => (
        <SubjectRow subject={subject} rank={null} day={day} />
      ))}
    </tbody>
  );
}

function NoneOf({ kind }: { kind: Kind }) {
  return (
    <p class="say-none">
      {kind === 'dyad'
        ? 'No pair of countries yet: no report tells of an act between two of them.'
        : 'No country yet: no report names one.'}
    </p>
  );
}
