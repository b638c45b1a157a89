import { channelKind } from '@tensiometer/core/wire/channel.ts';
import type { ChannelView } from '@tensiometer/core/wire/shapes/channel.ts';
import { type Context, Hono } from 'hono';
import { NOT_AGAIN } from '../api/channels.ts';
import type { Env } from '../auth/guard.ts';
import type { ChannelDesk } from '../channels/desk.ts';
import { channelIdFor, type ReadForm, readChannelForm } from '../channels/form.ts';
import { AlertDeliveries } from './alert-deliveries.tsx';
import { ChannelPage, type ChannelPageProps, NewChannelPage } from './channel.tsx';
import type { ChannelFormValues } from './channel-form.tsx';
import { ChannelsPage, channelAddress } from './channels.tsx';
import type { PageDeps } from './deps.ts';
import { Layout } from './layout.tsx';
import { MessagePage } from './message.tsx';
import { NotFoundPage } from './not-found.tsx';
import { loadShell } from './shell.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MESSAGES_A_PAGE = 30;

type Shown = Partial<Pick<ChannelPageProps, 'secret' | 'wrong' | 'preview'>> & { values?: ChannelFormValues };

/** The pages of channels and of what was sent through them. Everything on them is a form, so that no script is needed. */
export function createChannelPages(deps: PageDeps & { channels: ChannelDesk }): Hono<Env> {
  const { channels, assets } = deps;
  const pages = new Hono<Env>();

  const notFound = (c: Context, what: string) => c.html(<NotFoundPage assets={assets} sentence={what} />, 404);
  const NO_CHANNEL = 'No channel of this name is set. It may have been removed.';

  const showChannel = async (c: Context, channel: ChannelView, shown: Shown = {}, status: 200 | 422 = 200) => {
    const cursor = c.req.query('cursor');
    const [shell, log] = [
      await loadShell(deps),
      await channels.messages(channel.channelId, {
        limit: MESSAGES_A_PAGE,
        ...(cursor !== undefined && UUID.test(cursor) ? { cursor } : {}),
      }),
    ];
    const { kind, name, template, sendResolved } = channel;
    return c.html(
      <Layout shell={shell} title={name} page="channel" section="settings">
        <ChannelPage
          channel={channel}
          values={shown.values ?? { kind, name, template: template ?? '', sendResolved, typed: {} }}
          log={log}
          secret={shown.secret ?? null}
          wrong={shown.wrong ?? null}
          preview={shown.preview ?? null}
          marked={c.req.query('message') ?? null}
        />
      </Layout>,
      status,
    );
  };
  const showNew = async (c: Context, values: ChannelFormValues, shown: Shown = {}, status: 200 | 422 = 200) => {
    const shell = await loadShell(deps);
    return c.html(
      <Layout shell={shell} title="New channel" page="channel" section="settings">
        <NewChannelPage values={values} wrong={shown.wrong ?? null} preview={shown.preview ?? null} />
      </Layout>,
      status,
    );
  };
  const previewOf = (form: ReadForm): Shown => {
    const preview = channels.preview(form.kind, form.template === '' ? null : form.template);
    return preview.ok ? { values: form, preview: preview.text } : { values: form, wrong: preview.detail };
  };

  pages.get('/channels', async c => {
    const [shell, list] = [await loadShell(deps), await channels.list()];
    return c.html(
      <Layout shell={shell} title="Channels" page="channels" section="settings">
        <ChannelsPage channels={list} />
      </Layout>,
    );
  });
  pages.get('/channels/new', c => {
    const kind = channelKind(c.req.query('kind')) ?? 'webhook';
    return showNew(c, { kind, name: '', template: '', sendResolved: true, typed: {} });
  });
  pages.post('/channels', async c => {
    const form = readChannelForm(await c.req.parseBody());
    if (form.asksFor === 'preview') return showNew(c, form, previewOf(form));
    if (!form.channel.ok) return showNew(c, form, { wrong: form.channel.detail }, 422);
    const taken = new Set((await channels.list()).map(channel => channel.channelId));
    const set = await channels.set(channelIdFor(form.name, taken), form.channel.value, c.get('caller').userId);
    if (!set.ok) return showNew(c, form, { wrong: set.detail }, 422);
    // A secret that is shown once cannot be in an address: it is in this answer alone.
    if (set.secret !== null) return showChannel(c, set.channel, { secret: set.secret });
    return c.redirect(channelAddress(set.channel.channelId), 303);
  });
  pages.get('/channels/:id', async c => {
    const channel = await channels.find(c.req.param('id'));
    return channel === null ? notFound(c, NO_CHANNEL) : showChannel(c, channel);
  });
  pages.post('/channels/:id', async c => {
    const channel = await channels.find(c.req.param('id'));
    if (channel === null) return notFound(c, NO_CHANNEL);
    const form = readChannelForm({ ...(await c.req.parseBody()), kind: channel.kind });
    if (form.asksFor === 'preview') return showChannel(c, channel, previewOf(form));
    if (!form.channel.ok) return showChannel(c, channel, { values: form, wrong: form.channel.detail }, 422);
    const set = await channels.set(channel.channelId, form.channel.value, c.get('caller').userId);
    if (!set.ok) return showChannel(c, channel, { values: form, wrong: set.detail }, 422);
    if (set.secret !== null) return showChannel(c, set.channel, { secret: set.secret });
    return c.redirect(channelAddress(channel.channelId), 303);
  });
  pages.post('/channels/:id/test', async c => {
    const channelId = c.req.param('id');
    const message = await channels.test(channelId, c.get('caller').userId);
    if (message === null) return notFound(c, NO_CHANNEL);
    return c.redirect(`${channelAddress(channelId)}?message=${message.messageId}#log`, 303);
  });
  pages.post('/channels/:id/remove', async c => {
    const removed = await channels.remove(c.req.param('id'), c.get('caller').userId);
    return removed ? c.redirect('/channels', 303) : notFound(c, NO_CHANNEL);
  });

  const showMessage = async (c: Context, id: string, wrong: string | null = null) => {
    const message = UUID.test(id) ? await channels.message(id) : null;
    if (message === null) return notFound(c, 'No message has this id.');
    const [shell, body] = [await loadShell(deps), await channels.bodyOf(message)];
    return c.html(
      <Layout shell={shell} title="Message" page="message" section="settings">
        <MessagePage message={message} body={body} wrong={wrong} />
      </Layout>,
      wrong === null ? 200 : 409,
    );
  };
  pages.get('/alerts/:id/messages', async c => {
    const alertId = c.req.param('id').toLowerCase();
    if (!UUID.test(alertId)) return notFound(c, 'No alert has this id.');
    const [shell, told] = [await loadShell(deps), await channels.told(alertId)];
    return c.html(
      <Layout shell={shell} title="Messages of an alert" page="message" section="alerts">
        <main id="main" class="page channels">
          <h1 class="page-title">Who was told</h1>
          <AlertDeliveries deliveries={told} />
        </main>
      </Layout>,
    );
  });
  pages.get('/messages/:id', c => showMessage(c, c.req.param('id').toLowerCase()));
  pages.post('/messages/:id/resend', async c => {
    const id = c.req.param('id').toLowerCase();
    const again = UUID.test(id) ? await channels.again(id) : 'not-found';
    if (again === 'queued') return c.redirect(`/messages/${id}`, 303);
    return showMessage(c, id, again === 'not-found' ? null : NOT_AGAIN[again]);
  });
  return pages;
}
