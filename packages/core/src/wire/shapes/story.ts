import { z } from 'zod';
import { asOf, count, day, instant, position, subject } from './common.ts';
import { eventView } from './event.ts';

export const storyAnswer = z
  .strictObject({
    story: z.string().describe('Id of the member that was recorded first'),
    asOf,
    day: day.describe('Day that it counts on: that of its most confident member'),
    conflict: z.number().describe('Points, before decay'),
    cooperation: z.number(),
    attention: z.number().describe('Factor for its independent outlets, 1 to 3'),
    reports: count,
    texts: count.describe('Groups of reports that are not near-duplicates of each other'),
    families: z
      .array(z.strictObject({ family: z.string(), reports: count }))
      .describe('Outlet families, most reports first'),
    subjects: z.array(subject),
    events: z.array(eventView).describe('Its members, at most 200'),
    more: count.describe('Members that are not shown'),
    changes: z
      .array(
        z.strictObject({
          position,
          at: instant,
          day,
          reason: z.enum(['coded', 'reinforced', 'corrected', 'withdrawn', 'reclassified']),
          conflict: z.number(),
          cooperation: z.number(),
          reportId: z.string(),
        }),
      )
      .describe('Each row that its value wrote into the ledger, in points'),
  })
  .meta({ id: 'Story', description: 'One act as several reports tell it' });
