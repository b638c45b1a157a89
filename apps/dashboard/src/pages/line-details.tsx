import type { Threshold } from '@tensiometer/core/domain/threshold.ts';
import type { ChannelView } from '@tensiometer/core/wire/api.ts';
import { Choice } from './fields.tsx';

/** What few lines need, folded away: coverage, missing readings, quiet hours, repeats, and who is told. */
export function LineDetails({ rule, known }: { rule: Threshold; known: boolean }) {
  return (
    <details class="line-details" open={known}>
      <summary>Recovery, coverage, quiet hours, who is told</summary>
      <div class="rows">
        <Row label="Called">
          <input
            class="field wide"
            name="title"
            maxlength={120}
            value={rule.title ?? ''}
            placeholder="by its sentence"
          />
        </Row>
        <Row label="Cleared when it came back by" unit="in the unit of the line">
          <input
            class="field"
            name="recover"
            type="number"
            min="0"
            step="any"
            value={known ? rule.recover : ''}
            placeholder="usual"
          />
        </Row>
        <Row label="Reports behind it, at least">
          <input class="field" name="minReports" type="number" min="0" value={rule.minReports} />
        </Row>
        <Row label="Outlets behind it, at least">
          <input class="field" name="minOutlets" type="number" min="0" value={rule.minOutlets} />
        </Row>
        <Row label="When no reports arrive">
          <Choice
            name="noData"
            label="When no reports arrive"
            chosen={rule.noData}
            options={[
              ['keep', 'keep the last state'],
              ['alert', 'tell me, and name the silent source'],
              ['ignore', 'clear the alert'],
            ]}
          />
        </Row>
        <Row label="Warnings wait from, to, in the zone">
          <input class="field" name="quietFrom" type="time" value={rule.quiet?.from ?? ''} aria-label="Quiet from" />
          <input class="field" name="quietTo" type="time" value={rule.quiet?.to ?? ''} aria-label="Quiet to" />
          <input class="field" name="timeZone" value={rule.quiet?.timeZone ?? 'UTC'} aria-label="Time zone" />
        </Row>
        <Row label="Told again every" unit="hours">
          <input class="field" name="repeatHours" type="number" min="1" max="720" value={rule.repeatHours} />
        </Row>
      </div>
      <div id="line-channels" data-routes={JSON.stringify(rule.channels)}>
        {rule.channels.flatMap(({ channelId, severities }) =>
          severities.map(severity => <input type="hidden" name="channel" value={`${channelId}:${severity}`} />),
        )}
      </div>
    </details>
  );
}

function Row({ label, unit, children }: { label: string; unit?: string; children?: unknown }) {
  return (
    <div class="frow">
      <span class="lab">{label}</span>
      <span class="num-in">
        {children}
        {unit === undefined ? null : <span class="u">{unit}</span>}
      </span>
    </div>
  );
}

/** Which channel hears of which severity; drawn by the browser, which knows the channels. */
export function ChannelChoices({
  channels,
  routes,
}: {
  channels: readonly ChannelView[];
  routes: Threshold['channels'];
}) {
  if (channels.length === 0) {
    return (
      <p class="note">
        No channel is set, so it shows on every open page and nowhere else. <a href="/channels">Set one</a>.
      </p>
    );
  }
  const isTold = (channelId: string, severity: 'warning' | 'critical') =>
    routes.some(route => route.channelId === channelId && route.severities.includes(severity));
  return (
    <table class="chan">
      <thead>
        <tr>
          <th scope="col">Channel</th>
          <th scope="col">Warning</th>
          <th scope="col">Critical</th>
        </tr>
      </thead>
      <tbody>
        {channels.map(({ channelId, name, kind }) => (
          <tr>
            <td>
              <b>{name}</b>, {kind}
            </td>
            {(['warning', 'critical'] as const).map(severity => (
              <td>
                <input
                  type="checkbox"
                  name="channel"
                  value={`${channelId}:${severity}`}
                  checked={isTold(channelId, severity)}
                  aria-label={`${name}, ${severity}`}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
