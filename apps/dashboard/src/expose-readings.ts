import { FORMULAS, INDICATORS } from '@tensiometer/core/domain/indicator.ts';
import type { Metrics } from '@tensiometer/core/runtime/metrics.ts';
import type { Queries } from '@tensiometer/core/views/queries.ts';

/** More lines than this are no use to a scraper; the subjects with the highest tension are told. */
const MOST = 500;

/** Lets Prometheus read where the indicators stand: tension of each subject, and what is kept of the world. */
export function exposeReadings(metrics: Metrics, queries: Queries): void {
  metrics.table(
    'reading',
    'Where an indicator stands, at the day of the overview; without coverage there is none',
    ['indicator', 'subject'],
    async () => {
      const { subjects, day } = await queries.subjects();
      const ofSubjects = subjects
        .slice(0, MOST)
        .flatMap(({ subject, tension }) =>
          tension === null ? [] : [{ labels: { indicator: 'tension', subject }, value: tension }],
        );
      const ofWorld = await Promise.all(
        INDICATORS.filter(name => FORMULAS[name].kinds.includes('world')).map(async indicator => {
          const { points } = await queries.series({ subject: 'world', indicator, from: day, to: day });
          const value = points.at(-1)?.value ?? null;
          return value === null ? [] : [{ labels: { indicator, subject: 'world' }, value }];
        }),
      );
      return [...ofSubjects, ...ofWorld.flat()];
    },
  );
}
