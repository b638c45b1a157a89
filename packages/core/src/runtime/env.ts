import { z } from 'zod';

/** What the environment sets; frozen, made once in a `main.ts`. */
export type Config = Readonly<{
  databaseUrl: string | null;
  redisUrl: string | null;
  /** Address that the servers bind to. */
  host: string;
  ingestPort: number;
  dashboardPort: number;
  /** Where a worker that runs alone answers `/livez`. */
  workerPort: number;
  publicUrl: string;
  /** Where people send reports, and where the dashboard itself reaches the webhook. */
  ingestUrl: string;
  internalIngestUrl: string;
  dataFolder: string;
  ingestKey: string | null;
  readKey: string | null;
  adminPassword: string | null;
  /** What locks the secrets of channels and vouches for links in messages; null to make one and keep it with the keys. */
  secretKey: string | null;
  /** Hosts, addresses and networks that messages may go to beside the public internet. */
  outboundAllow: string;
  /** The mail server, and whom its messages are from; null without one. */
  smtp: { url: string; from: string } | null;
  logLevel: string;
}>;

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
/** A key travels in a header, after "Bearer". */
const secret = z
  .string()
  .trim()
  .min(8, 'needs at least 8 characters')
  .regex(/^[\x21-\x7e]*$/, 'may hold letters, digits and signs of ASCII, and no space')
  .optional();
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const environment = z
  .object({
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'is not a postgres:// address' }).optional(),
    REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'is not a redis:// address' }).optional(),
    HOST: z.string().default('127.0.0.1'),
    INGEST_PORT: port(3001),
    DASHBOARD_PORT: port(3000),
    WORKER_PORT: port(3002),
    PUBLIC_URL: z
      .url({ protocol: /^https?$/, error: 'is not an http(s):// address', abort: true })
      .refine(
        url => url.startsWith('https:') || LOOPBACK.has(new URL(url).hostname),
        'must be https:// unless it is on localhost',
      )
      .optional(),
    PUBLIC_INGEST_URL: z.url({ protocol: /^https?$/, error: 'is not an http(s):// address' }).optional(),
    INGEST_URL: z.url({ protocol: /^https?$/, error: 'is not an http(s):// address' }).optional(),
    TENSIOMETER_DATA: z.string().optional(),
    TENSIOMETER_INGEST_KEY: secret,
    TENSIOMETER_READ_KEY: secret,
    TENSIOMETER_ADMIN_PASSWORD: z.string().min(8, 'needs at least 8 characters').max(1024).optional(),
    TENSIOMETER_SECRET_KEY: secret.pipe(z.string().min(32, 'needs at least 32 characters').optional()),
    TENSIOMETER_OUTBOUND_ALLOW: z.string().default(''),
    TENSIOMETER_SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'is not an smtp:// or smtps:// address' }).optional(),
    TENSIOMETER_SMTP_FROM: z.email('is no mail address').optional(),
    LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('warn'),
  })
  .refine(it => it.TENSIOMETER_SMTP_URL === undefined || it.TENSIOMETER_SMTP_FROM !== undefined, {
    path: ['TENSIOMETER_SMTP_FROM'],
    error: 'is missing: name the address that mails come from',
  });

/** The environment cannot be used; the message names every variable that is wrong. */
export class BadEnvironment extends Error {}

/**
 * Reads the configuration from environment variables (an empty one counts as unset). Throws `BadEnvironment` with all
 * problems at once.
 */
export function readConfig(env: Record<string, string | undefined>, defaultDataFolder: string): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    throw new BadEnvironment(parsed.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`).join('; '));
  }
  const it = parsed.data;
  const { TENSIOMETER_SMTP_URL: smtpUrl, TENSIOMETER_SMTP_FROM: smtpFrom } = it;
  const ingestUrl = (it.PUBLIC_INGEST_URL ?? `http://localhost:${it.INGEST_PORT}`).replace(/\/$/, '');
  return Object.freeze({
    databaseUrl: it.DATABASE_URL ?? null,
    redisUrl: it.REDIS_URL ?? null,
    host: it.HOST,
    ingestPort: it.INGEST_PORT,
    dashboardPort: it.DASHBOARD_PORT,
    workerPort: it.WORKER_PORT,
    publicUrl: (it.PUBLIC_URL ?? `http://localhost:${it.DASHBOARD_PORT}`).replace(/\/$/, ''),
    ingestUrl,
    internalIngestUrl: (it.INGEST_URL ?? ingestUrl).replace(/\/$/, ''),
    dataFolder: it.TENSIOMETER_DATA ?? defaultDataFolder,
    ingestKey: it.TENSIOMETER_INGEST_KEY ?? null,
    readKey: it.TENSIOMETER_READ_KEY ?? null,
    adminPassword: it.TENSIOMETER_ADMIN_PASSWORD ?? null,
    secretKey: it.TENSIOMETER_SECRET_KEY ?? null,
    outboundAllow: it.TENSIOMETER_OUTBOUND_ALLOW,
    smtp: smtpUrl === undefined || smtpFrom === undefined ? null : { url: smtpUrl, from: smtpFrom },
    logLevel: it.LOG_LEVEL,
  });
}
