import { openDatabase } from '@tensiometer/core/log/database.ts';
import { createSignInLink } from '@tensiometer/core/log/sessions.ts';

/** Makes a link that signs in once, and prints it for whoever can read this process's output. */
export async function printSignInLink(databaseUrl: string, publicUrl: string): Promise<void> {
  const db = openDatabase(databaseUrl, { max: 1 });
  const token = await createSignInLink(db);
  await db.$client.end();
  process.stdout.write(`Sign in once: ${publicUrl}/sign-in?token=${token}\n`);
}
