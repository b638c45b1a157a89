import { z } from 'zod';

/** What a job of the code queue carries: an id, never a text. */
export const codeJob = z.strictObject({ reportId: z.uuid() });
export type CodeJob = z.infer<typeof codeJob>;
