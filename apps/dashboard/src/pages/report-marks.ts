import type { EventView, ReportView } from '@tensiometer/core/wire/api.ts';
import { marksOf } from './evidence.tsx';
import { type Mark, type Piece, pieces } from './marks.ts';

/** An act of a report under the short name that text and list share: E1, E2 … for coded ones, S1 … for those set aside, N1 … for those that are none. */
export type NamedAct = { label: string; event: EventView };

/** Acts in the order of the text. */
export function nameActs(report: Pick<ReportView, 'events' | 'suppressed' | 'rejected'>): {
  coded: NamedAct[];
  aside: NamedAct[];
  rejected: NamedAct[];
} {
  const named = (events: readonly EventView[], letter: string) =>
    [...events].sort((a, b) => triggerOf(a) - triggerOf(b)).map((event, i) => ({ label: `${letter}${i + 1}`, event }));
  return {
    coded: named(report.events, 'E'),
    aside: named(report.suppressed, 'S'),
    rejected: named(report.rejected, 'N'),
  };
}

/** Title and paragraphs of a report, each cut at its marks. Offsets count in the whole text. */
export function cutReport(
  text: string,
  titleLength: number,
  acts: readonly NamedAct[],
): { title: Piece[] | null; paragraphs: Piece[][] } {
  const marks: Mark[] = acts.flatMap(act => marksOf(act.event, act.label));
  const title = titleLength > 0 ? pieces(text.slice(0, titleLength), 0, marks) : null;
  const paragraphs: Piece[][] = [];
  for (const match of text.slice(titleLength).matchAll(/[^\r\n]*\S[^\r\n]*/g)) {
    paragraphs.push(pieces(match[0], titleLength + match.index, marks));
  }
  return { title, paragraphs };
}

/** The words of the act itself; null once the text was erased. */
export function triggerWords(event: EventView): string | null {
  return event.evidence.find(piece => piece.role === 'trigger')?.text ?? null;
}

function triggerOf(event: EventView): number {
  return event.evidence.find(piece => piece.role === 'trigger')?.start ?? event.sentence?.start ?? 0;
}
