import { CONTINENTS, REGIONS } from '@tensiometer/core/domain/region.ts';
import type { Subject } from '@tensiometer/core/domain/subject.ts';
import type { SubjectSummary } from '@tensiometer/core/wire/api.ts';
import { chooseSubjects, type SubjectChoice } from '@tensiometer/core/wire/choose-subjects.ts';
import { overviewAddress } from './choice.ts';
import { whole } from './format.ts';

export type ChoiceProps = { subjects: readonly SubjectSummary[]; choice: SubjectChoice; watched: ReadonlySet<Subject> };

/** Which part of the ranking is shown: all, in alert, rising, watched; of a region; by name. */
export function ChoiceBar({ subjects, choice, watched }: ChoiceProps) {
  const { alert: _a, rising: _r, watch: _w, ...place } = choice;
  const heaps: [string, SubjectChoice][] = [
    ['All', place],
    ['In alert', { ...place, alert: '1' }],
    ['Rising', { ...place, rising: '1' }],
    ['Watched', { ...place, watch: '1' }],
  ];
  const here = overviewAddress(choice);
  return (
    <div class="choice">
      <nav class="tabs meta" aria-label="Part of the ranking">
        {heaps.map(([words, heap]) => (
          <a href={overviewAddress(heap)} aria-current={overviewAddress(heap) === here ? 'true' : undefined}>
            {words} <span class="num">{whole(chooseSubjects(subjects, heap, watched).length)}</span>
          </a>
        ))}
      </nav>
      <form class="find" method="get" action="/" aria-label="Choose subjects">
        {(['kind', 'alert', 'rising', 'watch', 'asOf'] as const).map(name =>
          choice[name] === undefined || choice[name] === 'dyad' ? null : (
            <input type="hidden" name={name} value={choice[name]} />
          ),
        )}
        <label>
          <span class="vh">Region</span>
          <select class="field" name="region">
            <option value="">The whole world</option>
            {CONTINENTS.map(continent => (
              <optgroup label={continent}>
                <option value={continent.toLowerCase()} selected={choice.region === continent.toLowerCase()}>
                  All of {continent}
                </option>
                {REGIONS.filter(region => region.continent === continent).map(region => (
                  <option value={region.id} selected={choice.region === region.id}>
                    {region.name}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        <label>
          <span class="vh">Country or pair</span>
          <input class="field" name="q" type="search" value={choice.q ?? ''} placeholder="Country or pair" />
        </label>
        <button class="btn" type="submit">
          Show
        </button>
      </form>
    </div>
  );
}
