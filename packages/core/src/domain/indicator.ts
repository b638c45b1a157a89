/** The indicators that can be asked for today, by the name used in addresses and the API. */
export const INDICATORS = ['tension', 'conflict', 'cooperation'] as const;
export type IndicatorName = (typeof INDICATORS)[number];

/** A formula and everything a reader needs to know of it; parameters are part of the id. */
export type Formula = { id: string; unit: string; range: string; kinds: readonly ('dyad' | 'country' | 'world')[] };

/** Half-life of a day's mass in days, and the three other constants of tension. All are editorial: tuned on nothing. */
export const TENSION = { halfLifeDays: 7, scale: 2, ceiling: 501, relief: 0.3 } as const;
/** A decayed day counts for at most this many half-lives. */
export const HALF_LIVES = 20;

export const FORMULAS: Record<IndicatorName, Formula> = {
  tension: {
    id: 'tension-1(h=7d,scale=2,ceiling=501,relief=0.3)',
    unit: 'points',
    range: '0 to 100',
    kinds: ['dyad', 'country'],
  },
  conflict: { id: 'conflict-1', unit: 'points a day', range: '0 and up', kinds: ['dyad', 'country', 'world'] },
  cooperation: { id: 'cooperation-1', unit: 'points a day', range: '0 and up', kinds: ['dyad', 'country', 'world'] },
};
