import { lookup as systemLookup } from 'node:dns/promises';
import { type ClientRequest, type IncomingMessage, request as plainRequest, type RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isIPv6 } from 'node:net';
import { type AllowList, type Destination, readDestination, refusalOf } from './policy.ts';

/** Milliseconds and bytes that a receiver gets. */
const OUTBOUND_LIMITS = { headersMs: 10_000, totalMs: 20_000, bodyBytes: 16_384, excerptBytes: 1_024 } as const;
export type Limits = { readonly [K in keyof typeof OUTBOUND_LIMITS]: number };

export type OutboundRequest = { url: string; headers: Record<string, string>; body: string };

/** What became of a request. None of it carries what was sent, and of the address only the host. */
export type Outcome =
  | { kind: 'answered'; status: number; retryAfter: string | null; excerpt: string }
  /** Nothing was sent: the address is not one that requests may go to. */
  | { kind: 'refused'; reason: string }
  | { kind: 'failed'; reason: string };

export type Outbound = { post(request: OutboundRequest): Promise<Outcome> };
export type OutboundOptions = {
  allow: AllowList;
  /** All addresses of a host; the system's resolver when absent. */
  resolve?: (host: string) => Promise<string[]>;
  limits?: Limits;
};

const resolveBySystem = async (host: string): Promise<string[]> =>
  (await systemLookup(host, { all: true, verbatim: true })).map(({ address }) => address);

/**
 * Sends requests to addresses that users typed in. Each is resolved once, every address of it is checked, and the
 * connection goes to what was checked. Redirects are answers like others; certificates are verified; a receiver costs
 * at most `limits`, whatever it does.
 */
export function createOutbound({
  allow,
  resolve = resolveBySystem,
  limits = OUTBOUND_LIMITS,
}: OutboundOptions): Outbound {
  return {
    post: async request => {
      const destination = readDestination(request.url, allow);
      if ('refused' in destination) return { kind: 'refused', reason: destination.refused };
      const deadline = AbortSignal.timeout(limits.totalMs);
      try {
        const addresses = await addressesOf(destination, resolve, deadline);
        const refusal = refusalOf(destination, addresses, allow);
        if (refusal !== null) return { kind: 'refused', reason: refusal.refused };
        return await exchange(destination, addresses, request, limits, deadline);
      } catch (error) {
        return { kind: 'failed', reason: reasonOf(error, destination.host, deadline.aborted, limits) };
      }
    },
  };
}

async function addressesOf(
  { literal, host }: Destination,
  resolve: (host: string) => Promise<string[]>,
  deadline: AbortSignal,
): Promise<string[]> {
  if (literal !== null) return [literal];
  return await new Promise((settle, reject) => {
    deadline.addEventListener('abort', () => reject(deadline.reason), { once: true });
    resolve(host).then(settle, reject);
  });
}

function exchange(
  { url, literal }: Destination,
  addresses: readonly string[],
  { headers, body }: OutboundRequest,
  limits: Limits,
  deadline: AbortSignal,
): Promise<Outcome> {
  return new Promise((settle, reject) => {
    const options: RequestOptions & { rejectUnauthorized: boolean } = {
      method: 'POST',
      // A connection of its own: one that is kept could have been made to an address that was allowed then.
      agent: false,
      headers: {
        ...headers,
        'content-length': String(Buffer.byteLength(body)),
        'accept-encoding': 'identity',
        'user-agent': 'Tensiometer',
        connection: 'close',
      },
      maxHeaderSize: 16_384,
      rejectUnauthorized: true,
      signal: deadline,
      ...(literal === null ? { lookup: pinned(addresses) } : {}),
    };
    const request: ClientRequest = url.protocol === 'https:' ? tlsRequest(url, options) : plainRequest(url, options);
    const headersLate = setTimeout(() => request.destroy(new TooSlow()), limits.headersMs);
    request.once('error', reject);
    request.once('close', () => clearTimeout(headersLate));
    request.once('response', response => {
      clearTimeout(headersLate);
      // From here on there is an answer, however its body ends.
      request.off('error', reject).on('error', () => {});
      readStart(response, limits.bodyBytes).then(start => {
        request.destroy();
        const retryAfter = response.headers['retry-after'] ?? null;
        settle({ kind: 'answered', status: response.statusCode ?? 0, retryAfter, excerpt: excerptOf(start, limits) });
      }, reject);
    });
    request.end(body);
  });
}

class TooSlow extends Error {}

/** Answers a lookup with the addresses that were checked, whatever the name leads to by now. */
function pinned(addresses: readonly string[]): LookupFunction {
  const found = addresses.map(address => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_host, options, answer) => {
    const [first] = found;
    if (options.all === true) answer(null, found);
    else answer(null, first?.address ?? '', first?.family ?? 4);
  };
}

/** The first bytes of an answer. One that breaks off after its headers has been answered all the same. */
async function readStart(response: IncomingMessage, atMost: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= atMost) break;
    }
  } catch {
    // The status is what counts; an endless or broken body changes nothing about it.
  }
  return Buffer.concat(chunks).subarray(0, atMost);
}

/** The start of an answer as plain text, for a person to read: no control characters but the end of a line. */
function excerptOf(start: Buffer, { excerptBytes }: Limits): string {
  const text = new TextDecoder().decode(start.subarray(0, excerptBytes));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '').trim();
}

const TLS = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO|ALTNAME/;

/** Why a request failed, in words; never the message of the error, which could carry the address with its secret. */
function reasonOf(error: unknown, host: string, timeUp: boolean, { headersMs, totalMs }: Limits): string {
  if (error instanceof TooSlow) return `${host} gave no answer within ${headersMs / 1_000} s`;
  if (timeUp) return `${host} did not finish within ${totalMs / 1_000} s`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code.startsWith('EDNS')) return `${host} was not found`;
  if (code === 'ECONNREFUSED') return `${host} refused the connection`;
  if (code === 'ECONNRESET' || code === 'EPIPE') return `${host} broke off the connection`;
  if (TLS.test(code)) return `the certificate of ${host} cannot be trusted (${code})`;
  if (code.startsWith('HPE_')) return `${host} did not answer in HTTP (${code})`;
  return `${host} could not be reached${code === '' ? '' : ` (${code})`}`;
}
