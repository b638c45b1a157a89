import { FORMULAS, type IndicatorName } from '@tensiometer/core/domain/indicator.ts';

/** Decimals that a value of an indicator is shown with: two where all of its values lie near 1. */
export function decimalsOf(indicator: IndicatorName): number {
  const { max, min } = FORMULAS[indicator];
  return max === 1 || (min === null && max === null) ? 2 : 1;
}
