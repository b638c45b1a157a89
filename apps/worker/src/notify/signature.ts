import { createHmac } from 'node:crypto';

/**
 * Signature of a message by Standard Webhooks: `v1,` and the base64 of HMAC-SHA256 over id, timestamp and body, with the
 * bytes that stand in base64 after `whsec_`. `timestamp` is in seconds since 1970.
 */
export function sign(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** The three headers of a signed message; several secrets make several signatures, of which one must fit. */
export function signedHeaders(
  secrets: readonly string[],
  id: string,
  timestamp: number,
  body: string,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': secrets.map(secret => sign(secret, id, timestamp, body)).join(' '),
  };
}
