import type { ChannelView, MessagesAnswer } from '@tensiometer/core/wire/shapes/channel.ts';
import { ChannelForm, type ChannelFormValues } from './channel-form.tsx';
import { KIND_WORDS } from './channel-words.ts';
import { channelAddress } from './channels.tsx';
import { DeliveryLog } from './delivery-log.tsx';

export type ChannelPageProps = {
  channel: ChannelView;
  values: ChannelFormValues;
  log: MessagesAnswer;
  /** A signing secret that was made just now. */
  secret: string | null;
  wrong: string | null;
  preview: string | null;
  /** A message that was just sent, to be found in the log. */
  marked: string | null;
};

/** One channel: what it is, a trial with the real answer, what was sent, and a way to take it away. */
export function ChannelPage({ channel, values, log, secret, wrong, preview, marked }: ChannelPageProps) {
  const { channelId, name, kind, place, disabled } = channel;
  const address = channelAddress(channelId);
  return (
    <main id="main" class="page channels">
      <Crumb />
      <h1 class="page-title">
        <bdi>{name}</bdi>
      </h1>
      <p class="lead">
        {KIND_WORDS[kind].name} to <bdi>{place}</bdi>. In a rule its name is <code>{channelId}</code>.
      </p>
      {disabled === null ? null : (
        <p class="band failed" role="alert">
          The receiver answered that it is gone (410), so nothing is sent here any more. Save the channel to open it
          again.
        </p>
      )}
      {secret === null ? null : <Secret secret={secret} />}
      <section aria-labelledby="log-head" id="log">
        <div class="head">
          <h2 id="log-head">What was sent</h2>
          <form method="post" action={`${address}/test`} class="right">
            <button class="btn" type="submit">
              Send a test
            </button>
          </form>
        </div>
        <DeliveryLog answer={log} older={address} marked={marked} />
      </section>
      <section aria-labelledby="set-head">
        <div class="head">
          <h2 id="set-head">Settings</h2>
        </div>
        <ChannelForm action={address} values={values} place={place} wrong={wrong} preview={preview} />
        <form method="post" action={`${address}/remove`} class="remove">
          <button class="link" type="submit">
            Remove this channel
          </button>
          <span class="meta">What waits for it is told to nobody.</span>
        </form>
      </section>
    </main>
  );
}

/** A new channel of a kind. */
export function NewChannelPage({ values, wrong, preview }: Pick<ChannelPageProps, 'values' | 'wrong' | 'preview'>) {
  const { name, how } = KIND_WORDS[values.kind];
  return (
    <main id="main" class="page channels">
      <Crumb />
      <h1 class="page-title">{name}</h1>
      <p class="lead">{how}</p>
      <section aria-label="Settings">
        <ChannelForm action="/channels" values={values} place={null} wrong={wrong} preview={preview} />
      </section>
    </main>
  );
}

function Crumb() {
  return (
    <p class="crumb">
      <a class="link" href="/channels">
        Channels
      </a>
    </p>
  );
}

function Secret({ secret }: { secret: string }) {
  return (
    <section class="secret" aria-labelledby="secret-head">
      <div class="head">
        <h2 id="secret-head">Signing secret</h2>
      </div>
      <p class="lead">
        Give it to the receiver now: it is shown this once. It checks <code>webhook-signature</code> with it.
      </p>
      <p class="command-line">
        <code id="signing-secret">{secret}</code>
        <button type="button" class="link needs-script" data-copy="signing-secret">
          Copy
        </button>
      </p>
    </section>
  );
}
