import type { CorrectionView, ReportView } from '@tensiometer/core/wire/api.ts';
import { correctionText, Undo } from './correct.tsx';
import { dayOfInstant, secondsText, shortDay } from './format.ts';
import { type NamedAct, triggerWords } from './report-marks.ts';

/** Acts that a person said are none, struck, with the reason. */
export function RejectedActs({ acts, corrections }: { acts: NamedAct[]; corrections: readonly CorrectionView[] }) {
  if (acts.length === 0) return null;
  return (
    <section class="aside-acts" aria-labelledby="rejected-head">
      <div class="head">
        <h2 id="rejected-head">Not events, {acts.length}</h2>
      </div>
      <ol>
        {acts.map(({ label, event }) => {
          const words = triggerWords(event);
          const by = corrections.findLast(it => event.corrections.includes(it.id));
          return (
            <li class="cand s" id={`about-${label}`}>
              <p class="l1">
                <a class="id dim" href={`#act-${event.id}`}>
                  {label}
                </a>
                <s class="words">
                  {words === null ? 'erased' : <bdi>“{words}”</bdi>} {event.type}
                </s>
              </p>
              <p class="in why">
                <bdi>{by?.reason ?? 'Marked as not an event'}</bdi>
                {by?.what === 'added' ? ' (another event was added on these words)' : ''}
              </p>
              {by === undefined || by.what !== 'rejected' ? null : (
                <div class="in do">
                  <Undo of={event} correction={by.id} about={`not an event, ${event.type}`} />
                </div>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** Everything that people corrected in a report: what, who, when and why, and what was undone. */
export function Corrections({
  report,
}: {
  report: Pick<ReportView, 'reportId' | 'corrections' | 'correctionsVersion'>;
}) {
  if (report.corrections.length === 0) return null;
  return (
    <section class="log-wrap" aria-labelledby="corrections-head">
      <div class="head">
        <h2 id="corrections-head">Corrections</h2>
      </div>
      <ol class="log corrections">
        {report.corrections.map(it => (
          <li class={it.undone === null ? undefined : 'undone'}>
            <p class="n num">
              <bdi>{it.userId ?? 'somebody'}</bdi>
              <time datetime={it.at}>
                {shortDay(dayOfInstant(it.at))}, {secondsText(it.at)}
              </time>
            </p>
            <p class="e">{it.undone === null ? correctionText(it) : <s>{correctionText(it)}</s>}</p>
            <p>
              <bdi>
                {it.text === null ? '' : `“${it.text}”: `}
                {it.reason}
              </bdi>
            </p>
            {it.undone === null ? (
              <Undo of={report} correction={it.id} about={correctionText(it)} />
            ) : (
              <p class="meta">
                Undone by <bdi>{it.undone.userId ?? 'somebody'}</bdi>
                {it.undone.reason === '' ? '' : ': '}
                <bdi>{it.undone.reason}</bdi>
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
