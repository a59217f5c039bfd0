// What `npm run check` and `npm test` are made of.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @typedef {{ ok: boolean, output: string }} Ran
 * @typedef {{ passed: number, failed: number, note?: string, output?: string }} Result
 * @typedef {{ name: string, run: () => Promise<Result> }} Stage
 */

/** What Vite is told to build the site in the pseudo-locale. */
export const pseudoBuild = ['build', '--mode', 'pseudo', '--outDir', 'dist-pseudo', '--logLevel', 'warn'];

/**
 * The path of a tool that npm installed.
 * @param {string} tool
 */
export const bin = (tool) => join(root, 'node_modules/.bin', tool);

/**
 * Runs a command to its end and keeps what it printed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<Ran>}
 */
export function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const shell = process.platform === 'win32' && command !== process.execPath;
    const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, shell });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ ok: false, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/**
 * A stage that counts as one: it passes if its command does.
 * @param {string} name
 * @param {string} tool
 * @param {readonly string[]} args
 * @returns {Stage}
 */
function tool(name, tool, args) {
  return {
    name,
    run: async () => {
      const { ok, output } = await run(bin(tool), args);
      return { passed: Number(ok), failed: Number(!ok), output };
    },
  };
}

/**
 * Runs a test runner that writes a JSON report, and counts the tests in it.
 * @param {string} report where it writes the report
 * @param {() => Promise<Ran>} start
 * @param {(report: any) => { passed: number, failed: number, note?: string }} count
 * @returns {Promise<Result>}
 */
export async function counted(report, start, count) {
  mkdirSync(join(root, '.tmp'), { recursive: true });
  rmSync(report, { force: true });
  const { ok, output } = await start();
  try {
    const { passed, failed, note = '' } = count(JSON.parse(readFileSync(report, 'utf8')));
    // A runner that fails without a failed test (a hook, a crash) has failed all the same.
    const counts = `${passed} passed, ${failed} failed${note}`;
    return { passed, failed: ok ? failed : Math.max(failed, 1), note: counts, output };
  } catch {
    return { passed: 0, failed: 1, note: 'no report', output };
  }
}

/** What needs no test runner: types, lint, format, dead code. @type {readonly Stage[]} */
export const checks = [
  tool('types', 'tsc', ['--noEmit', '-p', '.']),
  tool('lint', 'oxlint', ['--type-aware', '--deny-warnings']),
  tool('format', 'biome', ['format', '.']),
  tool('dead code', 'knip', []),
];

/**
 * Runs stages one after the other, a line for each, and goes on after a failure. Returns the sums.
 * @param {readonly Stage[]} stages
 */
export async function runStages(stages) {
  let passed = 0;
  let failed = 0;
  for (const stage of stages) {
    const start = performance.now();
    const result = await stage.run();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    if (result.failed > 0 && result.output !== undefined) console.log(result.output.trimEnd());
    const word = result.failed > 0 ? 'FAILED' : 'ok';
    console.log(`${word.padEnd(7)}${stage.name.padEnd(13)}${seconds.padStart(6)} s  ${result.note ?? ''}`.trimEnd());
    passed += result.passed;
    failed += result.failed;
  }
  return { passed, failed };
}
