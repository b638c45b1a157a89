import { describe, expect, test } from 'vitest';
import { BadEnvironment, readConfig } from './env.ts';

const read = (env: Record<string, string | undefined>) => readConfig(env, '/data');

function problemsOf(env: Record<string, string>): string {
  try {
    read(env);
    return '';
  } catch (error) {
    if (error instanceof BadEnvironment) return error.message;
    throw error;
  }
}

describe('an environment without anything set', () => {
  test('is that of a machine of one’s own', () => {
    expect(read({})).toEqual({
      databaseUrl: null,
      redisUrl: null,
      host: '127.0.0.1',
      ingestPort: 3001,
      dashboardPort: 3000,
      workerPort: 3002,
      publicUrl: 'http://localhost:3000',
      ingestUrl: 'http://localhost:3001',
      internalIngestUrl: 'http://localhost:3001',
      dataFolder: '/data',
      ingestKey: null,
      readKey: null,
      adminPassword: null,
      secretKey: null,
      outboundAllow: '',
      smtp: null,
      logLevel: 'warn',
    });
  });

  test('is what empty variables mean too, as compose sets them', () => {
    expect(
      read({ DATABASE_URL: '', REDIS_URL: '', PUBLIC_URL: '', DASHBOARD_PORT: '', TENSIOMETER_INGEST_KEY: '' }),
    ).toEqual(read({}));
  });

  test('cannot be changed afterwards', () => {
    expect(Object.isFrozen(read({}))).toBe(true);
  });
});

test('addresses follow the ports, and lose a slash at their end', () => {
  expect(read({ DASHBOARD_PORT: '8080', INGEST_PORT: '8081' })).toMatchObject({
    publicUrl: 'http://localhost:8080',
    ingestUrl: 'http://localhost:8081',
    internalIngestUrl: 'http://localhost:8081',
  });
  expect(
    read({
      PUBLIC_URL: 'https://tension.example/',
      PUBLIC_INGEST_URL: 'https://in.example/',
      INGEST_URL: 'http://ingest:3001/',
    }),
  ).toMatchObject({
    publicUrl: 'https://tension.example',
    ingestUrl: 'https://in.example',
    internalIngestUrl: 'http://ingest:3001',
  });
});

describe('the address that people open', () => {
  test.each(['https://tension.example', 'http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])(
    '%s is accepted',
    url => {
      expect(read({ PUBLIC_URL: url }).publicUrl).toBe(url);
    },
  );

  test.each(['http://tension.example', 'http://192.168.0.7:3000', 'http://localhost.example', 'http://0.0.0.0:3000'])(
    '%s is not: it must be https',
    url => {
      expect(problemsOf({ PUBLIC_URL: url })).toContain('PUBLIC_URL must be https');
    },
  );

  test.each(['nonsense', 'ftp://tension.example', 'localhost:3000'])('%s is no address', url => {
    expect(problemsOf({ PUBLIC_URL: url })).toContain('PUBLIC_URL is not an http(s):// address');
  });
});

test('a mail server goes with the address that mails come from', () => {
  const server = { TENSIOMETER_SMTP_URL: 'smtp://me:pw@mail.example:587' };
  expect(read({ ...server, TENSIOMETER_SMTP_FROM: 'alerts@tension.example' }).smtp).toEqual({
    url: 'smtp://me:pw@mail.example:587',
    from: 'alerts@tension.example',
  });
  expect(problemsOf(server)).toContain('TENSIOMETER_SMTP_FROM is missing');
});

describe('what cannot be used is named', () => {
  test.each([
    ['DATABASE_URL', 'mysql://localhost/db'],
    ['REDIS_URL', 'localhost:6379'],
    ['INGEST_PORT', '70000'],
    ['DASHBOARD_PORT', '-1'],
    ['DASHBOARD_PORT', '3000.5'],
    ['DASHBOARD_PORT', 'abc'],
    ['TENSIOMETER_INGEST_KEY', 'short'],
    ['TENSIOMETER_READ_KEY', 'short'],
    ['TENSIOMETER_READ_KEY', 'a key with spaces in it'],
    ['TENSIOMETER_ADMIN_PASSWORD', 'short'],
    ['TENSIOMETER_SECRET_KEY', 'too-short-to-lock-anything'],
    ['TENSIOMETER_SMTP_URL', 'https://mail.example'],
    ['TENSIOMETER_SMTP_FROM', 'nobody'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s', (name, value) => {
    expect(problemsOf({ [name]: value })).toContain(name);
  });

  test('all at once, and without the secret itself', () => {
    const words = problemsOf({ DATABASE_URL: 'x', LOG_LEVEL: 'loud', TENSIOMETER_INGEST_KEY: 'hunter2' });
    expect(words).toMatch(/DATABASE_URL.*TENSIOMETER_INGEST_KEY.*LOG_LEVEL/s);
    expect(words).not.toContain('hunter2');
  });
});
