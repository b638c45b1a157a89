// Threads begin without TypeScript's loader on Node 20; this one brings it, as the real coder's thread does.
import { register } from 'tsx/esm/api';

register();
const { code } = await import('./stub-coder.ts');

export default code;
