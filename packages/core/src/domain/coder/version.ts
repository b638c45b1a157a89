import type { CoderVersion } from '../coded-event.ts';

/** Name and version of this coder; the version changes whenever any answer may change. */
export const CODER_VERSION: CoderVersion = { name: 'tensiometer-frames', version: '1.0.0' };
