import { addDays, type Day } from './day.ts';
import type { EventId, ReportId } from './ids.ts';
import { PEAK } from './indicator.ts';
import { type EventType, scoreOf } from './ontology.ts';

/** A hostile act as one report tells it, with the attention of its story (1 alone, 2 told twice independently, at most 3). */
export type HostileAct = {
  day: Day;
  type: EventType;
  mode: string | null;
  /** Thousandths. */
  confidence: number;
  attention: number;
  story: EventId;
  codedEventId: EventId;
  reportId: ReportId;
};

/** The worst act of the last days, and which it was. */
export type Peak = { value: number; event: { id: EventId; reportId: ReportId; day: Day; type: EventType } };

/** How bad an act is: a tenth of its hostility on the scale of PLOVER, 0 to 1. */
function severityOf(type: EventType, mode: string | null): number {
  return Math.max(0, -scoreOf(type, mode)) / 10;
}

/** True for an act that is sure enough to stand as the worst: p at least 0.85 alone, or 0.6 when told independently. */
export function isSureEnough({ confidence, attention }: Pick<HostileAct, 'confidence' | 'attention'>): boolean {
  return confidence >= PEAK.alone || (confidence >= PEAK.corroborated && attention >= PEAK.attention);
}

/**
 * Reads the severity of the worst act of the seven days up to a day, 0 to 1, and names it: the surest of the worst, then
 * the latest. Null when there was none.
 */
export function peakReader(acts: readonly HostileAct[]): (day: Day) => Peak | null {
  const sure = acts
    .filter(act => isSureEnough(act) && severityOf(act.type, act.mode) > 0)
    .map(act => ({ act, value: severityOf(act.type, act.mode) }))
    .sort(
      (a, b) =>
        b.value - a.value ||
        b.act.confidence - a.act.confidence ||
        compare(b.act.day, a.act.day) ||
        compare(a.act.codedEventId, b.act.codedEventId),
    );
  return day => {
    const from = addDays(day, 1 - PEAK.days);
    const worst = sure.find(({ act }) => from <= act.day && act.day <= day);
    if (!worst) return null;
    const { codedEventId, reportId, day: on, type } = worst.act;
    return { value: worst.value, event: { id: codedEventId, reportId, day: on, type } };
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
