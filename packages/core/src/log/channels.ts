import { isDeepStrictEqual } from 'node:util';
import { sql } from 'drizzle-orm';
import type { Channel } from '../domain/channel.ts';
import { type ChannelBody, type ChannelSettings, channelSettings, placeOf } from '../wire/channel.ts';
import type { ChannelView } from '../wire/shapes/channel.ts';
import { append, lockLog } from './append.ts';
import type { Database, Executor } from './database.ts';
import { deriveId, newSigningSecret } from './ids.ts';
import { closeChannel } from './settle-message.ts';
import type { Vault } from './vault.ts';

/** Milliseconds for which messages are signed with the former secret as well. */
const FORMER_SECRET_MS = 86_400_000;

export type SetChannel =
  | {
      ok: true;
      channel: ChannelView;
      position: number;
      created: boolean;
      /** A signing secret that was made just now; it is shown this once. */
      secret: string | null;
    }
  | { ok: false; detail: string };

/**
 * Sets a channel: what everybody may know into the log, what opens it under lock beside it. Settings that are left out
 * stay as they are. Setting what is set already appends nothing, unless the channel is disabled: then it opens it again.
 */
export async function setChannel(
  db: Database,
  vault: Vault,
  channelId: string,
  body: ChannelBody,
  { userId, now }: { userId: string; now: number },
): Promise<SetChannel> {
  return db.transaction(async tx => {
    await lockLog(tx);
    const known = await findChannel(tx, channelId);
    const before = known === null || known.kind !== body.kind ? null : await openSettings(tx, vault, channelId);
    const made = settingsOf(body, before, now);
    if ('detail' in made) return { ok: false, detail: made.detail };
    const { settings, secret } = made;
    const channel: Channel = {
      channelId,
      name: body.name,
      kind: body.kind,
      place: placeOf(settings),
      template: body.template ?? null,
      sendResolved: body.sendResolved,
    };
    if (
      known !== null &&
      known.disabled === null &&
      isDeepStrictEqual([channelOf(known), before], [channel, settings])
    ) {
      const { rows } = await tx.execute<{ position: string }>(
        sql`select max(position) as position from events where stream_id = ${streamOf(channelId)}`,
      );
      return { ok: true, channel: known, position: Number(rows[0]?.position ?? 0), created: false, secret: null };
    }
    const { rows } = await tx.execute<{ version: number }>(
      sql`select version from streams where stream_id = ${streamOf(channelId)}`,
    );
    const version = (rows[0]?.version ?? 0) + 1;
    const [appended] = await append(tx, [
      {
        type: 'ChannelSet',
        data: channel,
        eventId: deriveId('channel-set', channelId, version),
        streamId: streamOf(channelId),
        meta: { userId },
      },
    ]);
    const { name, kind, place, template, sendResolved } = channel;
    await tx.execute(sql`insert into channels (channel_id, name, kind, place, template, send_resolved, version, set_at)
      values (${channelId}, ${name}, ${kind}, ${place}, ${template}, ${sendResolved}, ${version}, clock_timestamp())
      on conflict (channel_id) do update set name = excluded.name, kind = excluded.kind, place = excluded.place, template = excluded.template,
        send_resolved = excluded.send_resolved, version = excluded.version, set_at = excluded.set_at, disabled = null, removed = false`);
    await tx.execute(sql`insert into channel_secrets (channel_id, sealed) values (${channelId}, ${vault.seal(JSON.stringify(settings))})
      on conflict (channel_id) do update set sealed = excluded.sealed`);
    const view = await findChannel(tx, channelId);
    if (view === null) throw new Error('a channel that was set is not there');
    return { ok: true, channel: view, position: appended?.position ?? 0, created: known === null, secret };
  });
}

/** Takes a channel away; what waits for it is told to nobody. Null when there is none of that id. */
export async function removeChannel(db: Database, channelId: string, userId: string): Promise<number | null> {
  return db.transaction(async tx => {
    await lockLog(tx);
    const known = await findChannel(tx, channelId);
    if (known === null) return null;
    const [appended] = await append(tx, [
      {
        type: 'ChannelRemoved',
        data: { channelId },
        eventId: deriveId('channel-removed', channelId, known.version),
        streamId: streamOf(channelId),
        meta: { userId },
      },
    ]);
    await tx.execute(sql`update channels set removed = true where channel_id = ${channelId}`);
    await tx.execute(sql`delete from channel_secrets where channel_id = ${channelId}`);
    await closeChannel(tx, channelId, 'channel-removed');
    return appended?.position ?? 0;
  });
}

/** Channels that are set, by name. */
export async function listChannels(db: Executor): Promise<ChannelView[]> {
  const { rows } = await db.execute<ChannelView>(
    sql`select ${COLUMNS} from channels where not removed order by name, channel_id`,
  );
  return rows;
}

/** One channel that is set, or null. */
export async function findChannel(db: Executor, channelId: string): Promise<ChannelView | null> {
  const { rows } = await db.execute<ChannelView>(
    sql`select ${COLUMNS} from channels where channel_id = ${channelId} and not removed`,
  );
  return rows[0] ?? null;
}

/** What opens a channel; null when there is nothing, or it was sealed with the key of another installation. */
export async function openSettings(db: Executor, vault: Vault, channelId: string): Promise<ChannelSettings | null> {
  const { rows } = await db.execute<{ sealed: Buffer }>(
    sql`select sealed from channel_secrets where channel_id = ${channelId}`,
  );
  const text = rows[0] === undefined ? null : vault.open(rows[0].sealed);
  return text === null ? null : channelSettings.parse(JSON.parse(text));
}

const COLUMNS =
  sql.raw(`channel_id as "channelId", name, kind, place, template, send_resolved as "sendResolved", version,
  to_char(set_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "setAt", disabled`);

/** Stream of a channel in the log. */
export function streamOf(channelId: string): string {
  return `channel-${channelId}`;
}

function channelOf({ channelId, name, kind, place, template, sendResolved }: ChannelView): Channel {
  return { channelId, name, kind, place, template, sendResolved };
}

type Made = { settings: ChannelSettings; secret: string | null } | { detail: string };

/** Settings from what was sent, with what was stored where it was left out. */
function settingsOf(body: ChannelBody, before: ChannelSettings | null, now: number): Made {
  const missing = (what: string): Made => ({
    detail: `${what}: it is needed to set up a channel of kind ${body.kind}`,
  });
  switch (body.kind) {
    case 'telegram': {
      const kept = before?.kind === 'telegram' ? before : null;
      const [token, chat] = [body.token ?? kept?.token, body.chat ?? kept?.chat];
      if (token === undefined) return missing('token');
      return chat === undefined ? missing('chat') : { settings: { kind: 'telegram', token, chat }, secret: null };
    }
    case 'email': {
      const to = body.to ?? (before?.kind === 'email' ? before.to : undefined);
      return to === undefined ? missing('to') : { settings: { kind: 'email', to }, secret: null };
    }
    case 'webhook': {
      const kept = before?.kind === 'webhook' ? before : null;
      const url = body.url ?? kept?.url;
      if (url === undefined) return missing('url');
      if (kept !== null && !body.renewSecret) return { settings: { ...kept, url }, secret: null };
      const signing = newSigningSecret();
      const former = kept === null ? null : { signing: kept.signing, until: now + FORMER_SECRET_MS };
      return { settings: { kind: 'webhook', url, signing, former }, secret: signing };
    }
    default: {
      const url = body.url ?? (before !== null && 'url' in before ? before.url : undefined);
      return url === undefined ? missing('url') : { settings: { kind: body.kind, url }, secret: null };
    }
  }
}
