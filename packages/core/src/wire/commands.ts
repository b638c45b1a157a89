import { z } from 'zod';

export const passwordBody = z.strictObject({ password: z.string().min(8).max(1_024) });

const instant = z.iso.datetime({ offset: true });

/** Who knows of an alert, and what they say of it. */
export const acknowledgeBody = z.strictObject({ note: z.string().trim().max(500).nullish() });

/** How long a rule is told to nobody, and why; on one of its subjects or on all. Without hours or until it is lifted. */
export const silenceBody = z.strictObject({
  subject: z.string().nullish(),
  hours: z.number().min(0.1).max(2_160).optional(),
  until: instant.nullish().describe('Instead of hours; null lifts the silence'),
  reason: z.string().trim().max(500).default(''),
});
