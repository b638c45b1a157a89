/** Every page of a list by its cursors; `limit` ends it after so many items. */
export async function* pagesOf<T>(
  ask: (page: { cursor?: string; limit: number }) => Promise<{ items: readonly T[]; next: string | null }>,
  from: string | undefined,
  { limit = Number.POSITIVE_INFINITY, pageSize }: { limit?: number; pageSize: number },
): AsyncGenerator<readonly T[]> {
  let cursor = from;
  for (let left = limit; left > 0; ) {
    const page = await ask({ ...(cursor === undefined ? {} : { cursor }), limit: Math.min(pageSize, left) });
    yield page.items;
    left -= page.items.length;
    if (page.next === null) return;
    cursor = page.next;
  }
}
