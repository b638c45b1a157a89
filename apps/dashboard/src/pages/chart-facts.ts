import type { Day } from '@tensiometer/core/domain/day.ts';
import type { Position } from '@tensiometer/core/domain/ids.ts';
import type { Subject } from '@tensiometer/core/domain/subject.ts';
import type { Episode } from './episodes.ts';
import type { Range, Step } from './range.ts';
import type { Column } from './readings.ts';

/** What the browser needs to draw a chart, beside the rows of the table. */
export type ChartFacts = {
  subject: Subject;
  name: string;
  step: Step;
  columns: Column[];
  range: Range;
  asOf: Position;
  /** Day where the page stands. */
  standing: Day;
  /** Formula of the indicator that is drawn large. */
  formula: string;
  episodes: Episode[];
  /** Where another coder took over: the line may have moved without anything having happened. */
  promotions: { at: string; words: string }[];
  /** The numbered marks; their words stand below the chart. */
  notes: { n: number; day: Day }[];
};
