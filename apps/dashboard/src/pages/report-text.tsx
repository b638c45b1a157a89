import type { ReportView } from '@tensiometer/core/wire/api.ts';
import { outsideAddress } from './addresses.ts';
import { publishedText, signed } from './format.ts';
import { Dressed } from './marked.tsx';
import { type Piece, tone } from './marks.ts';
import { cutReport, type NamedAct } from './report-marks.ts';

/** The text as it was received, with every act that was read in it marked and named. */
export function ReportText({ report, acts }: { report: ReportView; acts: NamedAct[] }) {
  const byLabel = new Map(acts.map(act => [act.label, act]));
  if (report.text === null) {
    return (
      <>
        <h1>Text erased</h1>
        <p class="note">
          The words of this report were erased. The numbers that came of it stay until the report is withdrawn.
        </p>
      </>
    );
  }
  const { title, paragraphs } = cutReport(report.text, report.titleLength, acts);
  return (
    <>
      <h1>{title === null ? <>Report without a title</> : <Run run={title} acts={byLabel} tagged={false} />}</h1>
      <ByLine report={report} />
      {acts.length === 0 ? null : <Legend acts={acts} />}
      <div class="body">
        {paragraphs.map(run => (
          <p>
            <Run run={run} acts={byLabel} tagged />
          </p>
        ))}
      </div>
    </>
  );
}

function Run({ run, acts, tagged }: { run: Piece[]; acts: Map<string, NamedAct>; tagged: boolean }) {
  return (
    <bdi>
      {run.map(piece => {
        const opens = piece.opening.map(label => acts.get(label)).find(act => act !== undefined);
        return (
          <>
            <Dressed piece={piece} id={opens === undefined ? undefined : `act-${opens.event.id}`} />
            {tagged ? piece.closing.map(label => <Tag act={acts.get(label)} />) : null}
          </>
        );
      })}
    </bdi>
  );
}

function Tag({ act }: { act: NamedAct | undefined }) {
  if (act === undefined) return null;
  const { label, event } = act;
  const coded = event.status === 'coded';
  return (
    <a class={`tag ${coded ? tone(event.score) : ''}`.trimEnd()} href={`#about-${label}`}>
      {coded ? `${label} ${event.type} ${signed(event.score, 1)}` : label}
    </a>
  );
}

function ByLine({ report }: { report: ReportView }) {
  const outside = outsideAddress(report.url);
  return (
    <p class="by">
      <bdi>{byLine(report).join('. ')}.</bdi>{' '}
      {outside === null ? null : (
        <a class="link" href={outside} rel="noopener noreferrer nofollow">
          Original
        </a>
      )}
    </p>
  );
}

/** Where and when a report was published, as far as it says so. */
function byLine(report: Pick<ReportView, 'outlet' | 'publishedAt' | 'language' | 'source' | 'flags'>): string[] {
  return [
    report.outlet,
    report.publishedAt === null ? 'Says no date' : `Published ${publishedText(report.publishedAt)}`,
    report.language === null ? null : `Read as ${report.language === 'en' ? 'English' : report.language}`,
    `Source ${report.source}`,
    report.flags.includes('date-ignored') ? 'Its date made no sense and was dropped' : null,
  ].filter(part => part !== null);
}

function Legend({ acts }: { acts: NamedAct[] }) {
  const coded = acts.filter(act => act.event.status === 'coded');
  const aside = acts.length - coded.length;
  return (
    <p class="legend">
      <span class="vh">How the text is marked: </span>
      {coded.some(act => act.event.score < 0) ? <mark class="c">act of conflict</mark> : null}
      {coded.some(act => act.event.score > 0) ? <mark class="k">act of cooperation</mark> : null}
      {coded.length > 0 ? <span class="who">who and whom</span> : null}
      {aside > 0 ? <span class="sup">read, not counted</span> : null}
    </p>
  );
}
