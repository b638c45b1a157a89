/** An obedient coder that takes longer to load than a report may take to be read. */
import code from './obedient-thread.mjs';

await new Promise(resolve => setTimeout(resolve, 900));

export default code;
