import { z } from 'zod';
import { asOf, count, instant } from './common.ts';
import { eventView } from './event.ts';

const entry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('event'), event: eventView }).meta({ id: 'FeedEvent' }),
  z
    .strictObject({ kind: z.literal('quiet'), from: instant, to: instant, reports: count })
    .meta({ id: 'FeedQuiet', description: 'Reports in a row that held no event: when the first and the last came in' }),
]);
export const feedAnswer = z
  .strictObject({ entries: z.array(entry).describe('Newest first'), asOf })
  .meta({ id: 'Feed' });
