import { sql } from 'drizzle-orm';
import { append } from '../../../packages/core/src/log/append.ts';
import { type CorrectionRequest, correct, withdrawReport } from '../../../packages/core/src/log/correct.ts';
import type { Database } from '../../../packages/core/src/log/database.ts';
import { replay } from '../../../packages/core/src/log/inbox.ts';
import { readStream } from '../../../packages/core/src/log/read.ts';
import { ensureLocalSource, registerDemoSource, withdrawSources } from '../../../packages/core/src/log/sources.ts';
import { ensureViews } from '../../../packages/core/src/views/rebuild.ts';
import { dropSchema, listVersions, tableNames } from '../../../packages/core/src/views/versions.ts';
import { lineOf, raisedOf } from './alert-events.ts';
import { type Act, codingOf, countReport, receiveReport, recordCoding, recordFailure } from './log.ts';

/** A log with every kind of event in it that the views know. */
export async function writeHistory(db: Database): Promise<void> {
  const local = await ensureLocalSource(db);
  const demo = await registerDemoSource(db);
  const acts: Act[] = [
    ['ASSAULT', 'USA', 'IRQ', '2024-01-24', 0.85],
    ['ACCUSE', 'IRQ', 'USA', '2024-01-24', 0.9],
    ['AGREE', 'USA', 'IRQ', '2024-01-25', 0.95],
  ];
  await countReport(db, acts, { outlet: 'Gazette' });
  await countReport(db, [['SANCTION', 'EUR', 'RUS', '2024-01-20', 0.7]], { source: demo });
  await countReport(db, [], { countries: ['IRN'] });
  const line = lineOf({ thresholdId: 'line', warn: 20 });
  const alertId = '33333333-3333-5333-8333-333333333333';
  await append(db, [
    { type: 'ThresholdSet', eventId: '44444444-4444-5444-8444-444444444441', streamId: 'threshold-line', data: line },
    {
      type: 'ThresholdSet',
      eventId: '44444444-4444-5444-8444-444444444442',
      streamId: 'threshold-line',
      data: { ...line, warn: 25 },
    },
    {
      type: 'ThresholdSet',
      eventId: '44444444-4444-5444-8444-444444444443',
      streamId: 'threshold-gone',
      data: { ...line, thresholdId: 'gone' },
    },
    {
      type: 'ThresholdRemoved',
      eventId: '44444444-4444-5444-8444-444444444444',
      streamId: 'threshold-gone',
      data: { thresholdId: 'gone' },
    },
    {
      type: 'AlertRaised',
      eventId: '44444444-4444-5444-8444-444444444445',
      streamId: 'alerts-line',
      data: raisedOf({ alertId, thresholdId: 'line', thresholdVersion: 2, value: 27.3, line: 25, readAt: 5 }),
    },
    {
      type: 'AlertCleared',
      eventId: '44444444-4444-5444-8444-444444444446',
      streamId: 'alerts-line',
      data: { alertId, thresholdId: 'line', day: '2024-01-26', value: 12.5, reason: 'recovered', heldBack: null },
    },
  ]);
  // One strike as three outlets tell it: two stories at first, which the third report joins.
  const told = (outlet: string, day: string, p: number, lemmas: number[]) =>
    countReport(db, [['ASSAULT', 'ISR', 'SYR', day, p, null, lemmas]], { outlet });
  await told('Gazette', '2024-01-21', 0.7, [1, 2, 3, 4]);
  await told('Herald', '2024-01-22', 0.9, [5, 6, 7, 8]);
  await told('Courier', '2024-01-21', 0.8, [1, 2, 3, 4, 5, 6, 7, 8]);
  await countReport(db, [['ASSAULT', 'ISR', 'SYR', '2024-01-22', 0.95, null, [5, 6, 7, 8]]], { source: demo });
  const reason = 'as the test says';
  const corrections = await countReport(db, [
    ['ASSAULT', 'ISR', 'SYR', '2024-01-22', 0.6, null, [5, 6, 7, 8]],
    ['ACCUSE', 'SYR', 'ISR', '2024-01-22', 0.9],
  ]);
  const does = async (wanted: CorrectionRequest['wanted'], version: number) => {
    const outcome = await correct(db, { reportId: corrections, version, userId: 'operator', wanted });
    if (outcome.status !== 'corrected') throw new Error(`the correction was ${JSON.stringify(outcome)}`);
    return outcome.correctionId;
  };
  const [strike, protest] = (await readStream(db, `report-${corrections}`)).flatMap(event =>
    event.type === 'ReportCoded' ? event.data.events.map(({ id }) => id) : [],
  );
  const first = await does({ do: 'reject', event: strike ?? '', reason }, 0);
  await does({ do: 'amend', event: protest ?? '', amendment: { what: 'date', date: '2024-01-20' }, reason }, 1);
  await does(
    { do: 'amend', event: protest ?? '', amendment: { what: 'parties', actors: ['SYR'], recipients: ['IRN'] }, reason },
    2,
  );
  const missed = {
    start: 20,
    end: 26,
    type: 'AGREE' as const,
    mode: null,
    actors: ['ISR'],
    recipients: ['JOR'],
    date: null,
  };
  await does({ do: 'add', missed, reason }, 3);
  await does({ do: 'undo', correction: first, reason: '' }, 4);
  await withdrawReport(db, await countReport(db, [['AID', 'JOR', 'SYR', '2024-01-22']]), 'sent twice', 'operator');
  const failing = await receiveReport(db, local, { publishedAt: '2024-01-26T08:00:00+03:00' });
  await recordFailure(db, failing, 'too-slow', 5);
  await replay(db, failing, 'operator');
  await recordCoding(db, failing, codingOf([['ASSAULT', 'IRN', 'IRQ', '2024-01-26', 0.6]]));
  const late = await receiveReport(db, demo);
  await withdrawSources(db, [demo.sourceId], 'operator');
  await recordCoding(db, late, codingOf([['ASSAULT', 'USA', 'IRQ', '2024-01-25']]));
  await countReport(db, [['CONSULT', 'IRN', 'USA', '2024-01-27', 0.8]], { outlet: 'Herald' });
}

/** The views as on the first day: one version, and nothing has been read. */
export async function emptyViews(db: Database): Promise<void> {
  for (const { schema } of await listVersions(db)) if (schema !== 'public') await dropSchema(db, schema);
  await db.execute(sql.raw(`truncate ${tableNames.join(', ')}, projections`));
  await ensureViews(db);
}
