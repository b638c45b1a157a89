import { FORMULAS, type IndicatorName } from '@tensiometer/core/domain/indicator.ts';
import { roundTop } from './chart-time.ts';

export type Scale = { min: number; max: number; ticks: number[] };

/** The value axis of an indicator: the bounds of its formula where it has them, else round ends that hold all `values`. */
export function scaleOf(indicator: IndicatorName, values: readonly number[], parts = 4): Scale {
  const { min: least, max: most } = FORMULAS[indicator];
  const [min, max] = least === null || most === null ? roundEnds(values) : [least, most];
  if (min < 0) return { min, max, ticks: [min, 0, max] };
  return { min, max, ticks: Array.from({ length: parts + 1 }, (_, i) => (max / parts) * i) };
}

function roundEnds(values: readonly number[]): [number, number] {
  const low = Math.min(0, ...values);
  const top = roundTop(Math.max(0, ...values, low < 0 ? 0 : 1));
  return [low < 0 ? -roundTop(-low) : 0, top];
}

/** A tick's number without decimals that say nothing. */
export function tickNumber(value: number): string {
  return String(Math.round(value * 1000) / 1000).replace('-', '\u2212');
}
