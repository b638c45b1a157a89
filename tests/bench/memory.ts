import { startSystem } from '../setup/system.ts';
import { print } from './figures.ts';
import { onLocalPostgres } from './local.ts';

/** Memory of all three apps in one idle process with the coder loaded. */
export async function benchMemory(): Promise<void> {
  await onLocalPostgres(async databaseUrl => {
    const system = await startSystem({ databaseUrl });
    await system.push({ title: 'US forces bombed a depot in Iraq', publishedAt: '2024-02-01' });
    await system.settled();
    print('memory', { 'resident set': `${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB` });
    await system.stop();
  });
}
