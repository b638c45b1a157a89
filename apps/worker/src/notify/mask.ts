import type { ChannelSettings } from '@tensiometer/core/wire/channel.ts';

/** Parts of an address that are shorter than this are no secrets, and masking them would hide ordinary words. */
const SHORTEST_SECRET = 6;

/** An address with everything after the host masked: in many of them that is the secret. */
export function maskedAddress(address: string): string {
  const { origin, pathname, search } = new URL(address);
  return pathname === '/' && search === '' ? `${origin}/` : `${origin}/…`;
}

/** Texts that must not show: a receiver may send back what it was sent. */
export function secretsOf(settings: ChannelSettings): string[] {
  switch (settings.kind) {
    case 'email':
      return [];
    case 'telegram':
      return [settings.token];
    default: {
      const { pathname, search, searchParams } = new URL(settings.url);
      const parts = [pathname + search, ...pathname.split('/'), ...searchParams.values()];
      return [...parts, ...(settings.kind === 'webhook' ? [settings.signing] : [])];
    }
  }
}

/** A text without secrets. */
export function masked(text: string, secrets: readonly string[]): string {
  return [...secrets]
    .filter(secret => secret.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length)
    .reduce((it, secret) => it.replaceAll(secret, '…'), text);
}
