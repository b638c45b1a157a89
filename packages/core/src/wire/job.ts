import { z } from 'zod';

/** What a job of the code queue carries: an id, never a text. */
export const codeJob = z.strictObject({ reportId: z.uuid() });
export type CodeJob = z.infer<typeof codeJob>;

/** What a job of the notify queue carries: the id of a message, which is made of the log when it is sent. */
export const notifyJob = z.strictObject({ messageId: z.uuid() });
