// Threads begin without TypeScript's loader on Node 20, whatever the process was started with; this one brings it.
import { register } from 'tsx/esm/api';

register();
const { code } = await import('./coder-thread.ts');

export default code;
