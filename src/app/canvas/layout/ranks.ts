export interface Link {
  readonly from: string;
  readonly to: string;
}

/** Longest call path that leads to each id. Of a cycle, the link that closes it (in the order given) is left out. */
export function ranks(ids: readonly string[], links: readonly Link[]): ReadonlyMap<string, number> {
  const out = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const { from, to } of links) if (from !== to && out.has(to)) out.get(from)?.push(to);

  const order: string[] = [];
  const forward = new Map<string, string[]>();
  const state = new Map<string, 'open' | 'done'>();
  const visit = (id: string): void => {
    state.set(id, 'open');
    const kept = (out.get(id) ?? []).filter((to) => {
      if (!state.has(to)) visit(to);
      return state.get(to) === 'done';
    });
    forward.set(id, kept);
    state.set(id, 'done');
    order.unshift(id);
  };
  const called = new Set(links.map((link) => link.to));
  // Callers that nobody calls go first, so that a cycle is cut where it leads back.
  for (const id of ids) if (!called.has(id) && !state.has(id)) visit(id);
  for (const id of ids) if (!state.has(id)) visit(id);

  const rank = new Map<string, number>(ids.map((id) => [id, 0]));
  for (const id of order) {
    for (const to of forward.get(id) ?? []) rank.set(to, Math.max(rank.get(to) ?? 0, (rank.get(id) ?? 0) + 1));
  }
  return rank;
}
