import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { openDatabase } from '../../packages/core/src/log/database.ts';
import { createSignInLink } from '../../packages/core/src/log/sessions.ts';
import { testDatabase } from './database.ts';
import { type System, startSystem } from './system.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A headless Chromium of the system, or the one that CHROMIUM names. */
export async function openBrowser(): Promise<Browser> {
  const found = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    path => path !== undefined && existsSync(path),
  );
  if (found === undefined)
    throw new Error('No Chromium was found. Install it (apt-get install chromium), or name one in CHROMIUM.');
  return chromium.launch({ executablePath: found, args: FLAGS });
}

/** A browser beside a whole system on a database of its own; `stop` ends all three. */
export async function openBrowserOnSystem(
  options: Omit<Parameters<typeof startSystem>[0], 'databaseUrl'> = {},
): Promise<{ browser: Browser; system: System; stop(): Promise<void> }> {
  const database = await testDatabase();
  const browser = await openBrowser();
  const system = await startSystem({ ...options, databaseUrl: database.url });
  return {
    browser,
    system,
    stop: async () => {
      await browser.close();
      await system.stop();
      await database.drop();
    },
  };
}

export type SignedIn = {
  page: Page /** What the browser complained of, and requests that left the machine. */;
  complaints: string[];
};

/** A page in a session of its own, signed in by a link as the start prints it, listening for what should not happen. */
export async function openSignedIn(
  browser: Browser,
  system: { databaseUrl: string; dashboardUrl: string },
  path: string,
  options: { width?: number; height?: number; dark?: boolean } = {},
): Promise<SignedIn> {
  const db = openDatabase(system.databaseUrl, { max: 1 });
  const token = await createSignInLink(db);
  await db.$client.end();
  const { width = 1440, height = 900, dark = false } = options;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', error => complaints.push(error.message));
  page.on('dialog', dialog => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', request => {
    if (!request.url().startsWith(system.dashboardUrl) && !request.url().startsWith('data:'))
      complaints.push(`asked ${request.url()}`);
  });
  await page.goto(`${system.dashboardUrl}/sign-in?token=${token}`);
  await page.goto(`${system.dashboardUrl}${path}`);
  await page.waitForSelector('#state:is([data-state="live"], [data-state="past"])');
  return { page, complaints };
}
