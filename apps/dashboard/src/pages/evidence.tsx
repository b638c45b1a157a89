import type { EventView, PartyView } from '@tensiometer/core/wire/api.ts';
import { excerptAround } from './excerpt.ts';
import { signed } from './format.ts';
import { Glyph } from './glyph.tsx';
import { Dressed } from './marked.tsx';
import { kindOfScore, type Mark, pieces, tone } from './marks.ts';
import { sectorText } from './words.ts';

/** The marks of one event: its trigger by the sign of the act, its parties dotted. */
export function marksOf(event: EventView, label?: string): Mark[] {
  const act = event.status === 'coded' ? kindOfScore(event.score) : 'set-aside';
  const triggers = event.evidence.filter(piece => piece.role === 'trigger');
  const sides = event.status === 'coded' ? [...event.actors, ...event.recipients] : [];
  return [
    ...triggers.map(
      ({ start, end }, i): Mark =>
        label !== undefined && i === 0 ? { start, end, kind: act, label } : { start, end, kind: act },
    ),
    ...sides.map(({ start, end }): Mark => ({ start, end, kind: 'party' })),
  ];
}

type QuoteProps = {
  event: EventView;
  children?: unknown /** Longer sentences are cut around the act. */;
  length?: number;
};

/** The sentence of an event as a quotation, with the act and its parties marked. */
export function Quote({ event, children, length = Number.POSITIVE_INFINITY }: QuoteProps) {
  if (event.sentence === null) return <p class="quote gone">The words were erased.{children}</p>;
  const text = event.sentence.text.trim();
  const offset = event.sentence.start + event.sentence.text.length - event.sentence.text.trimStart().length;
  const marks = marksOf(event);
  const act = marks[0] ?? { start: offset, end: offset };
  const part = excerptAround(text, act.start - offset, act.end - offset, length);
  return (
    <p class="quote">
      <bdi>
        “{part.cutBefore ? '…\u00a0' : ''}
        {pieces(text.slice(part.start, part.end), offset + part.start, marks).map(piece => (
          <Dressed piece={piece} />
        ))}
        {part.cutAfter ? '\u00a0…' : ''}”
      </bdi>
      {children}
    </p>
  );
}

/** What the coder calls the act: type in capitals, mode, signed score. */
export function EventCode({ event }: { event: Pick<EventView, 'type' | 'mode' | 'score'> }) {
  return (
    <span class="code">
      <b>{event.type}</b>
      {event.mode === null ? '' : ` ${event.mode.replaceAll('_', ' ')}`}
      <span class={`sc num ${tone(event.score)}`}>{signed(event.score, 1)}</span>
    </span>
  );
}

/** Name of one side: its country, else the words of the report, else that nobody is named. */
function partyName(party: PartyView): string {
  return party.countryName ?? party.text ?? 'someone unnamed';
}

/** Names of one side, each once, at most three. */
function sideName(parties: readonly PartyView[], withSector = false): string {
  const names = [
    ...new Set(
      parties.map(party => {
        const sector = withSector ? sectorText(party.sector) : null;
        return sector === null ? partyName(party) : `${partyName(party)}, ${sector}`;
      }),
    ),
  ];
  if (names.length === 0) return 'nobody named';
  return names.length > 3
    ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
    : names.join(withSector ? '; ' : ', ');
}

/** Who did it to whom; two sides that act alike are joined by a double arrow. */
export function Direction({ event, withSector = false }: { event: EventView; withSector?: boolean }) {
  const actors = sideName(event.actors, withSector);
  const recipients = sideName(event.recipients, withSector);
  // an act inside one country reads better with its name once
  const alone = event.recipients.length === 0 || actors === recipients;
  return (
    <span class="dir">
      <bdi>{actors}</bdi>
      {alone ? null : (
        <>
          <Glyph name={event.reciprocal ? 'both' : 'to'} />
          <span class="vh">{event.reciprocal ? ' and ' : ' to '}</span>
          <bdi>{recipients}</bdi>
        </>
      )}
    </span>
  );
}
