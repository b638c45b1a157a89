import type { PageDeps } from './deps.ts';
import type { Shell } from './layout.tsx';

/** What the header and the alert bar of any page need. The position is read first: what is drawn is never older. */
export async function loadShell({ queries, assets }: PageDeps): Promise<Shell> {
  const { projected, position: head } = await queries.status();
  const [{ alerts }, population] = await Promise.all([queries.alerts({ standing: true }), queries.population()]);
  return { assets, alerts, demo: population.demo > 0, position: projected, head };
}
