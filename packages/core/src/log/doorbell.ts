import pg from 'pg';
import type { Logger } from '../runtime/logging.ts';

/** Rung with the last position of each batch that is appended to the log. */
export const LOG_CHANNEL = 'tensiometer_log';
/** Rung with the position that the views have reached. */
export const VIEWS_CHANNEL = 'tensiometer_views';

const HEARTBEAT_MS = 10_000;

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
  let heartbeat: NodeJS.Timeout | undefined;

  const again = (): void => {
    clearInterval(heartbeat);
    if (!closed) retry = setTimeout(() => connect().catch(again), 1_000);
  };
  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      connectionString: url,
      keepAlive: true,
      application_name: `tensiometer-${channel}`,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
    });
    // A connection that was never made is the caller's to make again; one that is lost, ours.
    let up = false;
    const drop = (error?: Error): void => {
      if (!up || closed) return;
      up = false;
      if (error) logger.warn({ channel, error: error.message }, 'doorbell lost; polling until it is back');
      next.end().catch(() => {});
      again();
    };
    next.on('error', drop);
    next.on('end', () => drop());
    next.on('notification', onRing);
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
    } catch (error) {
      next.end().catch(() => {});
      throw error;
    }
    if (closed) return next.end();
    up = true;
    client = next;
    onRing();
    // A line that was cut off without a word answers nothing; TCP would notice in hours.
    heartbeat = setInterval(() => {
      next.query('select 1').catch(drop);
    }, HEARTBEAT_MS);
  };

  await connect();
  const poll = setInterval(onRing, pollMs);
  return {
    close: async () => {
      closed = true;
      clearInterval(poll);
      clearTimeout(retry);
      clearInterval(heartbeat);
      await client?.end();
    },
  };
}
