import { z } from 'zod';
import { asOfParam, fromParam, indicatorParam, subjectParam, toParam } from '../params.ts';
import { day, indicator, instant, position, subject } from './common.ts';

/** What is to be shown, and for how long. */
export const shareBody = z.strictObject({
  subject: subjectParam,
  indicator: indicatorParam.exactOptional(),
  from: fromParam.exactOptional(),
  to: toParam.exactOptional(),
  asOf: asOfParam.exactOptional(),
  expiresInDays: z.int().min(1).max(365).default(30),
});

const shareView = z
  .strictObject({
    shareId: z.string(),
    subject,
    indicator,
    range: z.strictObject({ from: day, to: day }).nullable().describe('null: the days move with the data'),
    asOf: position.nullable(),
    createdAt: instant,
    expiresAt: instant,
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'Share', description: 'A link by which anybody may look at one series' });
export const sharesAnswer = z.strictObject({ shares: z.array(shareView) }).meta({ id: 'Shares' });
export const shareMade = z
  .strictObject({
    ...shareView.shape,
    url: z.string().describe('A page to look at; told this once'),
    embedUrl: z.string().describe('The same for an iframe'),
  })
  .meta({ id: 'ShareMade' });
