// Stryker's test runner for the engine. It bundles the mutated sources with their tests and the recordings once, and then runs in its
// own process: a mutant is switched on and takes milliseconds. Starting a test runner for each of thousands would take days.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Script } from 'node:vm';
import { build } from 'vite';

/**
 * @typedef {{ id: string, run: () => void }} Test throws if it fails
 * @typedef {{ id: string, name: string, timeSpentMs: number, status: number, failureMessage?: string }} Ran
 * @typedef {Record<string, number>} Hits how often each mutant's place was passed
 * @typedef {{ activeMutant?: string | undefined, currentTestId?: string | undefined, hitCount?: number | undefined, hitLimit?: number | undefined, mutantCoverage?: { static: Hits, perTest: Record<string, Hits> } }} Switch
 * @typedef {{ activeMutant: { id: string }, testFilter?: readonly string[], hitLimit?: number, mutantActivation: 'static' | 'runtime' }} MutantRun
 */

const require = createRequire(import.meta.url);

/** Each place is passed by this many recordings, if there are as many; the others are left out. */
const perPlace = 6;

/** What the instrumented sources look at. @type {Switch} */
const mutants = Reflect.get(globalThis, '__stryker__') ?? {};
Reflect.set(globalThis, '__stryker__', mutants);

class EngineRunner {
  /** Compiled once, run again and again: what a run leaves behind can be collected. @type {Script | null} */
  #bundle = null;
  /** @type {Map<string, Test>} */
  #tests = new Map();
  /** How promising a test is: kills per millisecond. @type {Map<string, { kills: number, ms: number }>} */
  #record = new Map();

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    const outDir = resolve('.tmp', `mutation-${process.pid}`);
    mkdirSync(outDir, { recursive: true });
    await build({
      root: process.cwd(),
      configFile: false,
      publicDir: false,
      logLevel: 'error',
      resolve: { alias: { vitest: resolve('scripts/mutation/expect.mjs') } },
      build: {
        ssr: resolve('scripts/mutation/tests.ts'),
        outDir,
        emptyOutDir: false,
        target: 'node20',
        minify: false,
        rolldownOptions: { output: { format: 'cjs', entryFileNames: 'tests.cjs', codeSplitting: false } },
      },
    });
    const filename = join(outDir, 'tests.cjs');
    const source = readFileSync(filename, 'utf8');
    this.#bundle = new Script(`((exports, require, module) => {${source}\n})`, { filename });
    mutants.activeMutant = undefined;
    this.#tests = this.#load();
  }

  async dryRun() {
    /** @type {Ran[]} */
    const ran = [];
    for (const test of this.#tests.values()) {
      mutants.currentTestId = test.id;
      const start = performance.now();
      const failureMessage = failureOf(test);
      const timeSpentMs = performance.now() - start;
      this.#record.set(test.id, { kills: 0, ms: timeSpentMs });
      // A recording that the engine does not reproduce yet tells nothing about mutants.
      if (failureMessage !== null && isRecording(test.id)) continue;
      const base = { id: test.id, name: test.id, timeSpentMs };
      ran.push(failureMessage === null ? { ...base, status: 0 } : { ...base, status: 1, failureMessage });
    }
    mutants.currentTestId = undefined;
    const { static: loading, perTest } = mutants.mutantCoverage ?? { static: {}, perTest: {} };
    const chosen = choose(ran, perTest);
    return {
      status: 'complete',
      tests: ran.filter(({ id }) => chosen.has(id)),
      mutantCoverage: {
        static: loading,
        perTest: Object.fromEntries(Object.entries(perTest).filter(([id]) => chosen.has(id))),
      },
    };
  }

  /** @param {MutantRun} run */
  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }) {
    mutants.activeMutant = activeMutant.id;
    mutants.hitCount = hitLimit === undefined ? undefined : 0;
    mutants.hitLimit = hitLimit;
    try {
      // What a module works out while it loads has to be worked out anew.
      const tests = mutantActivation === 'static' ? this.#load() : this.#tests;
      return this.#kill(tests, testFilter ?? [...tests.keys()]);
    } catch (error) {
      return { status: 'killed', killedBy: [], failureMessage: String(error), nrOfTests: 0 };
    } finally {
      mutants.activeMutant = undefined;
    }
  }

  /**
   * @param {Map<string, Test>} tests
   * @param {readonly string[]} ids
   */
  #kill(tests, ids) {
    let nrOfTests = 0;
    for (const id of [...ids].sort((a, b) => this.#promise(b) - this.#promise(a))) {
      const test = tests.get(id);
      if (test === undefined) continue;
      nrOfTests += 1;
      const start = performance.now();
      const failureMessage = failureOf(test);
      const entry = this.#record.get(id) ?? { kills: 0, ms: performance.now() - start };
      this.#record.set(id, { ...entry, kills: entry.kills + Number(failureMessage !== null) });
      if ((mutants.hitCount ?? 0) > (mutants.hitLimit ?? Number.POSITIVE_INFINITY))
        return { status: 'timeout', reason: 'hit limit' };
      if (failureMessage !== null) return { status: 'killed', killedBy: [id], failureMessage, nrOfTests };
    }
    return { status: 'survived', nrOfTests };
  }

  /** @param {string} id */
  #promise(id) {
    const { kills, ms } = this.#record.get(id) ?? { kills: 0, ms: 20 };
    return (1 + kills) / (1 + ms);
  }

  /** @returns {Map<string, Test>} */
  #load() {
    const module = { exports: { collect: () => /** @type {Test[]} */ ([]) } };
    this.#bundle?.runInThisContext()(module.exports, require, module);
    return new Map(module.exports.collect().map((test) => [test.id, test]));
  }
}

/** @param {string} id */
const isRecording = (id) => id.startsWith('recorded ');

/** @param {Test} test */
function failureOf(test) {
  try {
    test.run();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Enough recordings to pass each place `perPlace` times, cheap ones first; every test of ours.
 * @param {readonly Ran[]} ran
 * @param {Record<string, Hits>} perTest
 */
function choose(ran, perTest) {
  /** @type {Map<string, number>} */
  const passed = new Map();
  const chosen = new Set(ran.flatMap(({ id }) => (isRecording(id) ? [] : [id])));
  const places = new Map(ran.map(({ id }) => [id, Object.keys(perTest[id] ?? {})]));
  let left = ran.filter(({ id }) => isRecording(id));
  for (;;) {
    const scored = left.map((test) => {
      const news = (places.get(test.id) ?? []).filter((place) => (passed.get(place) ?? 0) < perPlace);
      return { test, score: news.length / (5 + test.timeSpentMs) };
    });
    const best = scored.reduce(
      (a, b) => (b.score > (a?.score ?? 0) ? b : a),
      /** @type {typeof scored[number] | null} */ (null),
    );
    if (best === null) return chosen;
    chosen.add(best.test.id);
    for (const place of places.get(best.test.id) ?? []) passed.set(place, (passed.get(place) ?? 0) + 1);
    left = left.filter((test) => test !== best.test);
  }
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'engine', injectableClass: EngineRunner }];
