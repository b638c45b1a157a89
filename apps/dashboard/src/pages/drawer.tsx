import { addDays } from '@tensiometer/core/domain/day.ts';
import { TENSION } from '@tensiometer/core/domain/indicator.ts';
import type { ContributionsAnswer } from '@tensiometer/core/wire/api.ts';
import type { DayAddress } from './addresses.ts';
import { Contribution } from './contribution.tsx';
import { coverageSentence } from './figures.tsx';
import { count, fixed, shortDay, weekdayText } from './format.ts';
import { Glyph } from './glyph.tsx';
import { Split } from './split.tsx';

/** Rows shown before the small and old ones fold away. */
const SHOWN = 8;

export type DrawerProps = { answer: ContributionsAnswer; address: DayAddress };

/** What is behind the reading of one day, adding up to it. */
export function Drawer({ answer, address }: DrawerProps) {
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
        {answer.value === null ? null : <span class="big num">{fixed(answer.value, 1)}</span>}
        <div>
          <h2 id="drawer-head" tabindex={-1}>
            {weekdayText(at)}
          </h2>
          <p class="meta">
            {answer.coverage === 'low' ? 'Low coverage: ' : ''}
            {answer.coverage === 'none'
              ? coverageSentence(answer)
              : `${count(answer.reports, 'report')} of ${count(answer.outlets, 'outlet')} in 14 days`}
          </p>
        </div>
      </div>
      {answer.value === null ? <NoReading /> : <Behind answer={answer} value={answer.value} />}
    </>
  );
}

function NoReading() {
  return (
    <p class="eq">
      No report of these 14 days names it. The line stops where the reports stop; nothing is assumed in between.
    </p>
  );
}

function Behind({ answer, value }: { answer: ContributionsAnswer; value: number }) {
  const { conflictMass, cooperationMass, rows } = answer;
  const residual = Math.max(0, conflictMass - TENSION.relief * cooperationMass);
  const shown = rows.slice(0, SHOWN);
  const rest = rows.slice(SHOWN);
  return (
    <>
      <p class="eq">
        Conflict <b class="num">{fixed(conflictMass, 2)}</b> − {TENSION.relief} × cooperation{' '}
        <b class="num">{fixed(cooperationMass, 2)}</b> = <b class="num">{fixed(residual, 2)}</b>, read as{' '}
        <b class="num">{fixed(value, 1)}</b>
      </p>
      {residual === 0 && rows.length > 0 ? (
        <p class="note">Cooperation outweighs conflict, so the reading is 0 and no row has a share.</p>
      ) : null}
      <Split answer={answer} />
      <div class="grp">
        <h3>What it is made of</h3>
        <span class="meta">points of the reading</span>
      </div>
      {rows.length === 0 ? <p class="note">Reports name it, and none tells of an act that still counts.</p> : null}
      <ol>
        {shown.map(row => (
          <Contribution row={row} />
        ))}
      </ol>
      {rest.length === 0 ? null : (
        <details class="rest">
          <summary>
            {count(rest.length, 'smaller or older act')}
            <span class="num">{fixed(sumOf(rest), 1)}</span>
          </summary>
          <ol>
            {rest.map(row => (
              <Contribution row={row} />
            ))}
          </ol>
        </details>
      )}
      {rows.length === 0 ? null : (
        <p class="total">
          The shares add up to the value <b class="num">{fixed(sumOf(rows), 1)}</b>
        </p>
      )}
    </>
  );
}

function sumOf(rows: ContributionsAnswer['rows']): number {
  return rows.reduce((sum, row) => sum + (row.share ?? 0), 0);
}
