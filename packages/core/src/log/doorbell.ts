import pg from 'pg';
import type { Logger } from '../runtime/logging.ts';

/** Rung with the last position of each batch that is appended to the log. */
export const LOG_CHANNEL = 'tensiometer_log';
/** Rung with the position that the views have reached. */
export const VIEWS_CHANNEL = 'tensiometer_views';

export type Doorbell = { close(): Promise<void> };

/**
 * Calls `onRing` on every NOTIFY of a channel, once after each (re)connection, and every `pollMs` regardless: a
 * notification is only ever a hint, and one that got lost costs no more than that. Reconnects by itself.
 */
export async function openDoorbell(
  url: string,
  channel: string,
  onRing: () => void,
  { pollMs = 500, logger }: { pollMs?: number; logger: Logger },
): Promise<Doorbell> {
  let closed = false;
  let client: pg.Client | null = null;
  let retry: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, keepAlive: true, application_name: `tensiometer-${channel}` });
    let dropped = false;
    const drop = (error?: Error): void => {
      if (dropped || closed) return;
      dropped = true;
      if (error) logger.warn({ channel, error: error.message }, 'doorbell lost; polling until it is back');
      retry = setTimeout(() => connect().catch(drop), 1_000);
      next.end().catch(() => {});
    };
    next.on('error', drop);
    next.on('end', () => drop());
    next.on('notification', onRing);
    await next.connect();
    await next.query(`listen ${channel}`);
    if (closed) return next.end();
    client = next;
    onRing();
  };

  await connect();
  const poll = setInterval(onRing, pollMs);
  return {
    close: async () => {
      closed = true;
      clearInterval(poll);
      clearTimeout(retry);
      await client?.end();
    },
  };
}
