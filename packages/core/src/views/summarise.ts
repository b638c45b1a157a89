import type { ClearReason } from '../domain/alert-event.ts';
import type { LogEvent } from '../domain/log-event.ts';
import { explain } from './explain.ts';

const CLEARED: Record<ClearReason, string> = {
  recovered: 'Came back inside the line',
  'threshold-removed': 'The line was removed',
  'threshold-changed': 'The line was changed',
  'no-reading': 'Readings stopped',
  'readings-are-back': 'Readings are back',
};

/** One log event in a few plain words, for the column beside a report. */
export function summarise(event: LogEvent): string {
  switch (event.type) {
    case 'ReportReceived':
      return event.data.publishedDay === null
        ? 'Stored; no date of publication'
        : `Stored; published ${event.data.publishedDay}`;
    case 'ReportCoded':
      return `${count(event.data.events.length, 'event')} found, ${event.data.suppressed.length} set aside, by ${event.data.coder.name} ${event.data.coder.version}`;
    case 'ReportNotCoded':
      return explain('not-coded', event.data.reason) ?? 'Nothing to count';
    case 'ReportFailed':
      return explain('failed', event.data.reason) ?? 'Could not be read';
    case 'ReportReplayed':
      return 'Put back to be read again';
    case 'SourceRegistered':
      return `Source ${event.data.name} registered`;
    case 'SourceWithdrawn':
      return 'Everything of this source taken out of the numbers';
    case 'CoderPromoted':
      return `Read by ${event.data.coder.name} ${event.data.coder.version} from here on`;
    case 'ReportWithdrawn':
      return `Taken out of the numbers: ${event.data.reason}`;
    case 'CodedEventRejected':
      return `Marked as not an event: ${event.data.reason}`;
    case 'CodedEventCorrected':
      return `Corrected: ${event.data.reason}`;
    case 'CodedEventAdded':
      return `An event added: ${event.data.reason}`;
    case 'CorrectionUndone':
      return event.data.reason === '' ? 'A correction undone' : `A correction undone: ${event.data.reason}`;
    case 'ThresholdSet':
      return `Line set on ${event.data.subject}: ${event.data.comparison} ${event.data.warn}`;
    case 'ThresholdRemoved':
      return 'Line removed';
    case 'ThresholdSilenced':
      return event.data.until === null ? 'Silence lifted' : `Silenced until ${event.data.until}: ${event.data.reason}`;
    case 'AlertRaised':
      return `${event.data.severity === 'critical' ? 'Critical' : 'Warning'}: ${event.data.subject} ${event.data.value === null ? 'has no reading' : `at ${event.data.value.toFixed(1)}`}`;
    case 'AlertEscalated':
      return `Now critical: ${event.data.subject}`;
    case 'AlertRepeated':
      return `Still standing: ${event.data.subject}`;
    case 'AlertAcknowledged':
      return event.data.note === null ? 'Acknowledged' : `Acknowledged: ${event.data.note}`;
    case 'AlertCleared':
      return CLEARED[event.data.reason];
    case 'LateInformationNoted':
      return `Late reports: ${event.data.subject} would have crossed the line on ${count(event.data.days.length, 'day')}`;
    case 'ChannelSet':
      return `Channel ${event.data.name} set: ${event.data.kind}, ${event.data.place}`;
    case 'ChannelRemoved':
      return 'Channel removed';
    case 'ChannelDisabled':
      return 'Channel disabled: its receiver is gone';
    case 'NotificationDelivered':
      return `Told to ${event.data.channelId}, ${count(event.data.attempts, 'try', 'tries')}`;
    case 'NotificationFailed':
      return `Could not be told to ${event.data.channelId}: ${event.data.reason}, ${count(event.data.attempts, 'try', 'tries')}`;
  }
}

function count(n: number, noun: string, nouns = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : nouns}`;
}
