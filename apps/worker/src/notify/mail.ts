import { within } from '@tensiometer/core/runtime/lifecycle.ts';
import { createTransport } from 'nodemailer';
import { masked } from './mask.ts';
import type { Sent } from './transport.ts';

export type Mail = { messageId: string; to: readonly string[]; subject: string; text: string };
export type Mailer = { send(mail: Mail): Promise<Sent> };
export type MailServer = { url: string; from: string };

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const WAIT_MS = { connection: 10_000, silence: 15_000, total: 30_000 };

/**
 * Sends mail through the operator's server. The id of the message stands in `Message-ID`, so that a second copy can be
 * known for one. A password is only said over TLS, unless the server is on this very machine.
 */
export function createMailer({ url, from }: MailServer): Mailer {
  const server = new URL(url);
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const secrets = [decodeURIComponent(server.password), decodeURIComponent(server.username)];
  const transport = createTransport({
    url,
    requireTLS: server.password !== '' && !LOOPBACK.has(server.hostname),
    connectionTimeout: WAIT_MS.connection,
    greetingTimeout: WAIT_MS.connection,
    dnsTimeout: WAIT_MS.connection,
    socketTimeout: WAIT_MS.silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ messageId, to, subject, text }) => {
      const request = {
        method: 'MAIL',
        address: server.host,
        headers: { 'message-id': `<${messageId}@${domain}>`, subject },
        bytes: Buffer.byteLength(text),
      };
      try {
        const sent = await within(
          transport.sendMail({
            from: { name: 'Tensiometer', address: from },
            to: to.map(address => ({ name: '', address })),
            subject,
            text,
            messageId: request.headers['message-id'],
            headers: { 'Auto-Submitted': 'auto-generated' },
          }),
          WAIT_MS.total,
        );
        const refused =
          sent.rejected.length === 0 ? '' : ` (${sent.rejected.length} of ${to.length} mailboxes refused)`;
        const answer = masked(`${sent.response}${refused}`, secrets).slice(0, 1_024);
        return { outcome: 'delivered', retryAfterMs: null, status: codeOf(sent.response), answer, request };
      } catch (error) {
        const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : null;
        const words = error instanceof Error ? error.message : String(error);
        return {
          // 5xx is for good in SMTP, the opposite of what it means in HTTP.
          outcome: code !== null && code >= 500 ? 'rejected' : 'again',
          retryAfterMs: null,
          status: code,
          answer: masked(words, [...secrets, ...to]).slice(0, 1_024),
          request,
        };
      }
    },
  };
}

function codeOf(response: string): number | null {
  const [code] = /^\d{3}/.exec(response) ?? [];
  return code === undefined ? null : Number(code);
}
