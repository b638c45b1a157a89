import { setTimeout as delay } from 'node:timers/promises';
import type { StatusAnswer } from '@tensiometer/core/wire/api.ts';
import { CannotDo, keysOf, request, runCommand, say } from './command.ts';

/** `npm run demo`: loads the demo into a running Tensiometer; `npm run demo -- remove` takes it out again. */
await runCommand(async config => {
  const [what = 'load'] = process.argv.slice(2);
  const { write } = await keysOf(config);
  const api = `${config.publicUrl}/api/v1`;
  if (what === 'remove') {
    await request(`${api}/demo`, write, { method: 'DELETE' });
    say('The demo is out of the numbers.');
    return;
  }
  if (what !== 'load') throw new CannotDo('npm run demo loads the demo, npm run demo -- remove takes it out.');
  await request(`${api}/demo`, write, { method: 'POST' });
  for (let before = -1; ; await delay(500)) {
    const { received, pending, position, projected }: StatusAnswer = JSON.parse(
      await (await request(`${api}/status`, write)).text(),
    );
    if (received !== before) say(`${received} reports received, ${received - pending} read`);
    if (received === before && pending === 0 && position === projected) break;
    before = received;
  }
  say(`The demo is loaded: ${config.publicUrl}/subjects/IRQ-USA`);
});
