import { z } from 'zod';
import { problemShape } from '../problem.ts';
import { nativeReport } from '../report.ts';
import { eventView } from './event.ts';
import { receiptView } from './report.ts';

/** What the webhook takes and answers. */

const report = nativeReport.meta({
  id: 'NewReport',
  description: 'Only title or text is needed; other keys are ignored and named in the receipt',
});
export const reportsBody = z.union([
  report,
  z.strictObject({ reports: z.array(report).min(1) }),
  z.array(report).min(1),
]);
/** One line of NDJSON. */
export const reportLine = report;

const intakeReceipt = z
  .strictObject({
    index: z.int().min(0).describe('Place in the request'),
    id: z.string().exactOptional().describe("The sender's own id"),
    reportId: z.string().exactOptional(),
    status: z.enum(['accepted', 'duplicate', 'rejected']),
    problem: problemShape.exactOptional(),
    ignored: z.array(z.string()).exactOptional().describe('Keys that are not read'),
  })
  .meta({ id: 'IntakeReceipt' });
export type IntakeReceipt = z.infer<typeof intakeReceipt>;
export const intakeAnswer = z.strictObject({ receipts: z.array(intakeReceipt) }).meta({ id: 'Receipts' });

export const receiptAnswer = z
  .strictObject({ ...receiptView.shape, events: z.array(eventView) })
  .meta({ id: 'ReceiptWithEvents' });
