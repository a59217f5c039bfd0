/** The cache that the service worker answers from (`vite.config.ts`). */
const kept = 'diagrams';
const drawing = /\/assets\/mermaid-[^/]+\.js$/;

/**
 * Keeps what draws diagrams for times without a network. On a first visit the service worker does not answer the page
 * yet, so what was fetched before it did is put beside what it keeps by itself.
 */
export async function keepOffline(): Promise<void> {
  // Not every page may keep anything: private windows, pages without TLS.
  if (!('caches' in globalThis)) return;
  try {
    const cache = await caches.open(kept);
    const fetched = performance.getEntriesByType('resource').map(({ name }) => name);
    for (const address of new Set(fetched.filter((name) => drawing.test(name))))
      if ((await cache.match(address)) === undefined) await cache.add(address);
  } catch {
    // Then the next diagram needs the network again.
  }
}
