import { addDays } from '@tensiometer/core/domain/day.ts';
import { FORMULAS, TENSION } from '@tensiometer/core/domain/indicator.ts';
import type { ContributionsAnswer } from '@tensiometer/core/wire/api.ts';
import type { DayAddress, LeftOutAddress } from './addresses.ts';
import { familyParts, leadingFamily } from './behind.ts';
import { Contribution } from './contribution.tsx';
import { Equation } from './equation.tsx';
import { coverageSentence } from './figures.tsx';
import { count, fixed, shortDay, weekdayText } from './format.ts';
import { Glyph } from './glyph.tsx';
import { decimalsOf } from './indicator-words.ts';
import { Split } from './split.tsx';

/** Rows shown before the small and old ones fold away. */
const SHOWN = 8;

export type DrawerProps = {
  answer: ContributionsAnswer;
  address: DayAddress;
  /** Address of the page with something more left out: "family:…" or "story:…". */
  without: LeftOutAddress;
  /** What the reading was at the end of its day, as known then; null while nobody knows. */
  onTheDay?: number | null;
};

/** What is behind the reading of one day, adding up to it. */
export function Drawer({ answer, address, without, onTheDay = null }: DrawerProps) {
  const { at } = answer;
  return (
    <>
      <nav class="nav" aria-label="Day">
        <a class="back" href={address(addDays(at, -1))} data-open-day={addDays(at, -1)}>
          <Glyph name="to" />
          {shortDay(addDays(at, -1))}
        </a>
        <a class="fwd" href={address(addDays(at, 1))} data-open-day={addDays(at, 1)}>
          {shortDay(addDays(at, 1))}
          <Glyph name="to" />
        </a>
        <a class="close" href={address(null)} data-close-day>
          Close
        </a>
      </nav>
      <div class="sum">
        {answer.value === null ? null : (
          <span class="big num">{fixed(answer.value, decimalsOf(answer.indicator))}</span>
        )}
        <div>
          <h2 id="drawer-head" tabindex={-1}>
            {weekdayText(at)}
          </h2>
          <p class="meta">
            {answer.indicator === 'tension' ? '' : `${FORMULAS[answer.indicator].label}. `}
            {answer.coverage === 'low' ? 'Low coverage: ' : ''}
            {answer.coverage === 'none'
              ? coverageSentence(answer)
              : `${count(answer.reports, 'report')} of ${count(answer.outlets, 'outlet')} in 14 days`}
          </p>
        </div>
      </div>
      {answer.value === null ? (
        <NoReading answer={answer} />
      ) : (
        <Behind answer={answer} value={answer.value} without={without} onTheDay={onTheDay} />
      )}
    </>
  );
}

function NoReading({ answer }: { answer: ContributionsAnswer }) {
  return (
    <p class="eq">
      {answer.coverage === 'none'
        ? 'No report of these 14 days names it. The line stops where the reports stop; nothing is assumed in between.'
        : 'There are reports, but not yet enough days or acts for a reading of this indicator.'}
    </p>
  );
}

type BehindProps = Required<Omit<DrawerProps, 'address'>> & { value: number };

function Behind({ answer, value, without, onTheDay }: BehindProps) {
  const { conflictMass, cooperationMass, rows, rest: unseen } = answer;
  const adds = rows.every(row => row.share !== null);
  const outweighed = answer.indicator === 'tension' && conflictMass <= TENSION.relief * cooperationMass;
  const leading = leadingFamily(answer);
  const shown = rows.slice(0, SHOWN);
  const rest = rows.slice(SHOWN);
  const digits = decimalsOf(answer.indicator);
  return (
    <>
      <p class="eq">
        <Equation answer={answer} />
      </p>
      {onTheDay === null || Math.abs(onTheDay - value) < 0.05 ? null : (
        <p class="note">
          On the day itself this read <b class="num">{fixed(onTheDay, digits)}</b>; what came later{' '}
          {value > onTheDay ? 'raised' : 'lowered'} it.
        </p>
      )}
      {outweighed && rows.length > 0 ? (
        <p class="note">Cooperation outweighs conflict, so the reading is 0 and no row has a share.</p>
      ) : null}
      {leading === null ? null : (
        <p class="note leading">
          <bdi>{leading.family}</bdi> alone tells of <b class="num">{fixed(100 * leading.part, 0)} %</b> of this
          conflict.
        </p>
      )}
      <LeaveOut answer={answer} without={without} />
      <Split answer={answer} />
      <div class="grp">
        <h3>{adds ? 'What it is made of' : 'What it rests on'}</h3>
        <span class="meta">{adds ? 'points of the reading' : 'biggest first'}</span>
      </div>
      {rows.length === 0 ? <p class="note">Reports name it, and none tells of an act that still counts.</p> : null}
      <ol>
        {shown.map(row => (
          <Contribution row={row} answer={answer} without={without} />
        ))}
      </ol>
      {rest.length === 0 ? null : (
        <details class="rest">
          <summary>
            {count(rest.length, 'smaller or older act')}
            {adds ? <span class="num">{fixed(sumOf(rest), 1)}</span> : null}
          </summary>
          <ol>
            {rest.map(row => (
              <Contribution row={row} answer={answer} without={without} />
            ))}
          </ol>
        </details>
      )}
      {unseen.rows === 0 ? null : (
        <p class="rest-sum">
          {count(unseen.rows, 'act')} more, each smaller
          {unseen.share === null ? null : <span class="num">{fixed(unseen.share, 1)}</span>}
        </p>
      )}
      {rows.length === 0 || !adds ? null : (
        <p class="total">
          The shares add up to the value <b class="num">{fixed(sumOf(rows) + (unseen.share ?? 0), 1)}</b>
        </p>
      )}
    </>
  );
}

/** Outlet families offered to be left out. */
const OFFERED = 3;

/** Links to the same page without one of the families that most of the conflict rests on. */
function LeaveOut({ answer, without }: { answer: ContributionsAnswer; without: LeftOutAddress }) {
  const families = familyParts(answer).slice(0, OFFERED);
  if (families.length < 2) return null;
  return (
    <p class="leave-out">
      Show it without
      {families.map(({ family }) => (
        <a class="link" href={without(`family:${family}`)} data-without={`family:${family}`}>
          <bdi>{family}</bdi>
        </a>
      ))}
    </p>
  );
}

function sumOf(rows: ContributionsAnswer['rows']): number {
  return rows.reduce((sum, row) => sum + (row.share ?? 0), 0);
}
