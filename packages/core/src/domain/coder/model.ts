import type { Calibration } from './confidence.ts';
import type { Weights } from './decide.ts';
import shipped from './model.json' with { type: 'json' };

/** All that is trained: weights of scorer, linker and home, and the calibration of the confidence. */
export type Model = Weights & { calibration: Calibration };

/** The model that ships, as `npm run train` writes it. */
export const MODEL: Model = shipped;
