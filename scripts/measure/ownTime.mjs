// The processor time of a page's main thread: what it needs by itself, however busy the machine is.

/** @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, dur?: number, tdur?: number, args?: { name?: string } }} TraceEvent */

/**
 * Milliseconds of the page's main thread during `act`: in all, and in its longest task.
 * @param {import('@playwright/test').Browser} browser
 * @param {import('@playwright/test').Page} page
 * @param {() => Promise<unknown>} act
 */
export async function ownTime(browser, page, act) {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await act();
  /** @type {{ traceEvents: TraceEvent[] }} */
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const mains = new Set(
    traceEvents
      .filter((event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  /** @type {Map<string, number[]>} */
  const tasks = new Map();
  for (const { name, ph, pid, tid, tdur } of traceEvents) {
    const thread = `${pid} ${tid}`;
    if (ph !== 'X' || !name.endsWith('RunTask') || tdur === undefined || !mains.has(thread)) continue;
    const known = tasks.get(thread);
    if (known === undefined) tasks.set(thread, [tdur / 1000]);
    else known.push(tdur / 1000);
  }
  const busiest = [...tasks.values()].toSorted((a, b) => sum(b) - sum(a))[0] ?? [0];
  return { whole: sum(busiest), longest: Math.max(...busiest) };
}

/** @param {readonly number[]} values */
const sum = (values) => values.reduce((all, value) => all + value, 0);
