import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { CodedEvent, SuppressedEvent } from '../domain/coded-event.ts';
import type { EventId, ReportId, SourceId } from '../domain/ids.ts';
import type { LoggedEvent, LoggedSuppressed } from '../domain/log-event.ts';

/** Namespace of all derived ids (RFC 9562 version 5). */
const NAMESPACE = Buffer.from('6f0e3d9a5b7c4c1e8a2d94b1c7f05e36', 'hex');

/** An id that can be derived again from the same parts: a version 5 UUID of their JSON array. */
export function deriveId(...parts: (string | number | null)[]): EventId {
  const bytes = createHash('sha1').update(NAMESPACE).update(JSON.stringify(parts)).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Id of a report: from the sender's id where there is one, else from its content. */
export function reportIdOf(source: SourceId, externalId: string | null, contentHash: Buffer): ReportId {
  return externalId === null
    ? deriveId('report-content', source, contentHash.toString('hex'))
    : deriveId('report', source, externalId);
}

/** Id of a coded event: report, trigger span, type and parties; not the coder's version. */
export function codedEventId(reportId: ReportId, event: CodedEvent): EventId {
  const trigger = event.evidence.find(part => part.role === 'trigger');
  const sides = [event.actors, event.recipients].map(side =>
    side.map(p => `${p.country ?? ''}/${p.sector}/${p.span.start}`).join(','),
  );
  return deriveId('coded-event', reportId, trigger?.start ?? -1, trigger?.end ?? -1, event.type, ...sides);
}

/** The events of a coding with their ids. */
export function withIds(reportId: ReportId, events: readonly CodedEvent[]): LoggedEvent[] {
  return events.map(event => ({ ...event, id: codedEventId(reportId, event) }));
}

/** The suppressed candidates of a coding with their ids, which never equal that of a coded event. */
export function suppressedWithIds(reportId: ReportId, events: readonly SuppressedEvent[]): LoggedSuppressed[] {
  return events.map((event, index) => ({ ...event, id: deriveId('suppressed', codedEventId(reportId, event), index) }));
}

export const randomId = randomUUID;

/** A new secret with 256 random bits, `tsk_` and 43 characters. */
export function newKey(): string {
  return `tsk_${randomBytes(32).toString('base64url')}`;
}

export function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}

/** A new signing secret as Standard Webhooks has them: `whsec_` and the base64 of 32 random bytes. */
export function newSigningSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
