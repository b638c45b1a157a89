import type { SubjectSummary } from '@tensiometer/core/wire/api.ts';
import { sparkline, sparkY } from './sparkline.ts';

const WIDTH = 150;
const HEIGHT = 38;

/** Ninety days of a subject's tension: warm beyond its line, dashed and hollow where little is known, open in gaps. */
export function Spark({ subject }: { subject: SubjectSummary }) {
  const { path, last } = sparkline(subject.spark, WIDTH, HEIGHT);
  const low = subject.coverage !== 'ok';
  const line = subject.line;
  const y = line === null ? 0 : sparkY(line.warn, HEIGHT);
  const clip = `beyond-${subject.subject}`;
  const beyond =
    line !== null && last !== null && (line.comparison === 'above' ? last.value >= line.warn : last.value <= line.warn);
  const warm = subject.alert?.severity === 'critical' ? 'crit' : 'warm';
  const dot = low ? 'low' : beyond ? warm : 'ink';
  return (
    <svg class="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <path class="base" d={`M0 ${HEIGHT - 1.5}H${WIDTH}`} />
      {line === null ? null : (
        <>
          <defs>
            <clipPath id={clip}>
              <rect
                x="0"
                y={line.comparison === 'above' ? -3 : y}
                width={WIDTH}
                height={line.comparison === 'above' ? y + 3 : HEIGHT}
              />
            </clipPath>
          </defs>
          <path class="set" d={`M0 ${y}H${WIDTH}`} />
        </>
      )}
      <path class={low ? 'line low' : 'line ink'} d={path} />
      {line === null || low ? null : <path class={`line ${warm}`} d={path} clip-path={`url(#${clip})`} />}
      {last?.current ? <path class={`dot ${dot}`} d={`M${last.x} ${last.y}h.01`} /> : null}
      {last?.current && low ? <path class="dot hole" d={`M${last.x} ${last.y}h.01`} /> : null}
    </svg>
  );
}
