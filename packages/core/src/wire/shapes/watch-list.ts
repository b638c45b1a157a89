import { z } from 'zod';
import { subject } from './common.ts';

export const watchListAnswer = z
  .strictObject({ subjects: z.array(subject).describe('In alphabetical order') })
  .meta({ id: 'WatchList' });
