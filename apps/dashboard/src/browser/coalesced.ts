/**
 * A function that runs `work` at once, or once more after the run under way if it is called meanwhile: however fast the
 * views move, nothing is waited for and nothing is missed. A failed run leaves the picture as it was.
 */
export function coalesced(work: () => Promise<void>, onFailure: (error: unknown) => void = () => {}): () => void {
  let running = false;
  let again = false;
  const run = async () => {
    running = true;
    do {
      again = false;
      try {
        await work();
      } catch (error) {
        onFailure(error);
      }
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else void run();
  };
}
