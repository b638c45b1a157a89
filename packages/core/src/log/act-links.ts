import { CHANNEL_ID } from '../domain/channel.ts';
import type { EventId } from '../domain/ids.ts';
import type { Vault } from './vault.ts';

/** What somebody may do about an alert from a message, without signing in. */
const ACTS = ['acknowledge', 'silence'] as const;
export type Act = (typeof ACTS)[number];

/** A link in a message: what it does, to which alert, and through which channel it came. `until` is in ms since 1970. */
export type ActLink = { act: Act; alertId: EventId; channelId: string; until: number };

/** How long a link in a message works. */
export const ACT_LINK_MS = 7 * 86_400_000;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The part of the address that carries a link, with a code that only this installation can make. */
export function writeActLink(vault: Vault, { act, alertId, channelId, until }: ActLink): string {
  const what = [act, alertId, channelId, until.toString(36)].join('.');
  return `${what}.${vault.vouch(what)}`;
}

/** Reads a link; null when it is not one of ours or has run out. */
export function readActLink(vault: Vault, text: string, now: number): ActLink | null {
  const at = text.lastIndexOf('.');
  if (at < 0 || !vault.vouched(text.slice(0, at), text.slice(at + 1))) return null;
  const [word, alertId = '', channelId = '', end = ''] = text.slice(0, at).split('.');
  const act = ACTS.find(it => it === word);
  const until = Number.parseInt(end, 36);
  if (act === undefined || !UUID.test(alertId) || !CHANNEL_ID.test(channelId) || !(until > now)) return null;
  return { act, alertId, channelId, until };
}
