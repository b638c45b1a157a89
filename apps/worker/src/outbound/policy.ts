import ipaddr from 'ipaddr.js';

/** Ports that a public receiver may listen on. A host or address of the allow-list may have any. */
const PUBLIC_PORTS = new Set(['', '443', '8443']);
/** The part of IPv6 that is given out for use on the internet (RFC 4291, IANA registry of IPv6 address space). */
const GLOBAL_V6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** What the operator allows beyond the public internet. */
export type AllowList = { hosts: ReadonlySet<string>; networks: readonly [ipaddr.IPv4 | ipaddr.IPv6, number][] };

/** An entry of the allow-list is neither a host nor a network. */
export class BadAllowList extends Error {}

/**
 * Reads an allow-list: host names, addresses and networks in CIDR notation, with commas or spaces between them. Throws
 * `BadAllowList` for an entry that is none of these.
 */
export function parseAllowList(text: string): AllowList {
  const hosts = new Set<string>();
  const networks: [ipaddr.IPv4 | ipaddr.IPv6, number][] = [];
  for (const entry of text.split(/[\s,]+/).filter(part => part !== '')) {
    if (ipaddr.isValidCIDR(entry)) networks.push(ipaddr.parseCIDR(entry));
    else if (ipaddr.isValid(entry))
      networks.push([ipaddr.parse(entry), ipaddr.parse(entry).kind() === 'ipv4' ? 32 : 128]);
    else if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(entry)) hosts.add(entry.toLowerCase());
    else throw new BadAllowList(`"${entry}" is no host, no address and no network such as 10.0.0.0/8`);
  }
  return { hosts, networks };
}

/** Where a request may go: the address parsed once, and whether its host is allowed by name. */
export type Destination = { url: URL; host: string; literal: string | null; allowedByName: boolean };
export type Refused = { refused: string };

/**
 * Reads the address of a receiver. Refuses everything but http and https, credentials in the address, and a literal
 * address that is not public; the reason says what would allow it.
 */
export function readDestination(text: string, allow: AllowList): Destination | Refused {
  if (!URL.canParse(text)) return { refused: 'the address is no URL' };
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return { refused: `${url.protocol} is not https: or http:` };
  if (url.username !== '' || url.password !== '') return { refused: 'the address carries a user name or a password' };
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === '') return { refused: 'the address names no host' };
  const literal = ipaddr.isValid(host) ? host : null;
  const destination = { url, host, literal, allowedByName: allow.hosts.has(host) };
  return literal === null ? destination : (refusalOf(destination, [literal], allow) ?? destination);
}

/**
 * Why a request may not go to these addresses of a destination; null when it may. All of them must be fit: which one a
 * connection takes is not ours to say. Plain http and unusual ports are for what the allow-list names.
 */
export function refusalOf(
  { url, host, allowedByName }: Destination,
  addresses: readonly string[],
  allow: AllowList,
): Refused | null {
  if (allowedByName) return null;
  if (addresses.length === 0) return { refused: `${host} has no address` };
  const listed = addresses.map(address => isListed(address, allow));
  const bad = addresses.find((address, index) => !listed[index] && !isPublic(address));
  if (bad !== undefined)
    return { refused: `${host} is ${bad}, which is no public address; TENSIOMETER_OUTBOUND_ALLOW can name it` };
  if (listed.every(Boolean)) return null;
  if (url.protocol === 'http:')
    return { refused: `plain http goes only to hosts that TENSIOMETER_OUTBOUND_ALLOW names; use https` };
  if (!PUBLIC_PORTS.has(url.port))
    return { refused: `port ${url.port} is open only to hosts that TENSIOMETER_OUTBOUND_ALLOW names` };
  return null;
}

/** True for a unicast address of the public internet, and for nothing that leads inside by another way of writing it. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_V6);
}

function isListed(address: string, { networks }: AllowList): boolean {
  if (!ipaddr.isValid(address)) return false;
  // A mapped address is the IPv4 address that it is written around.
  const parsed = ipaddr.process(address);
  return networks.some(([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits));
}
