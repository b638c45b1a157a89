import { CHANNEL_KINDS } from '@tensiometer/core/domain/channel.ts';
import type { ChannelView } from '@tensiometer/core/wire/shapes/channel.ts';
import { KIND_WORDS } from './channel-words.ts';

/** Address of a channel's page. */
export function channelAddress(channelId: string, hash = ''): string {
  return `/channels/${encodeURIComponent(channelId)}${hash}`;
}

/** The channels that are set, and the kinds that can be added. */
export function ChannelsPage({ channels }: { channels: readonly ChannelView[] }) {
  return (
    <main id="main" class="page channels">
      <h1 class="page-title">Channels</h1>
      <section aria-labelledby="channels-head">
        <div class="head">
          <h2 id="channels-head">Who is told</h2>
          <p class="meta right">a rule names the channels that hear of its alerts</p>
        </div>
        {channels.length === 0 ? (
          <p class="say-none">No channel is set. Alerts show on every open page, and nobody else is told.</p>
        ) : (
          <ul class="channel-list">
            {channels.map(channel => (
              <li data-channel={channel.channelId}>
                <p class="c-name">
                  <a href={channelAddress(channel.channelId)}>
                    <bdi>{channel.name}</bdi>
                  </a>
                </p>
                <p class="c-place">
                  {KIND_WORDS[channel.kind].name} <bdi class="meta">{channel.place}</bdi>
                </p>
                <p class="c-state">
                  {channel.disabled === null ? (
                    <span class="meta">in use</span>
                  ) : (
                    <span class="c state-word">Disabled: the receiver is gone</span>
                  )}
                </p>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-labelledby="add-head">
        <div class="head">
          <h2 id="add-head">Add a channel</h2>
        </div>
        <ul class="kind-list">
          {CHANNEL_KINDS.map(kind => (
            <li>
              <a href={`/channels/new?kind=${kind}`}>{KIND_WORDS[kind].name}</a>
              <span class="meta">{KIND_WORDS[kind].how}</span>
            </li>
          ))}
        </ul>
      </section>
    </main>
  );
}
