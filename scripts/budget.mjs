// The size of what a first visit must load before anything shows, against its budget. Needs dist/.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
export const budget = 250_000;

/** @param {string} file */
const gzipped = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;

/**
 * What a chunk imports statically, as paths in dist/.
 * @param {string} file
 */
function staticImports(file) {
  if (!file.endsWith('.js')) return [];
  const code = readFileSync(join(dist, file), 'utf8');
  const found = code.matchAll(/(?:\bimport|\bfrom|\})\s*["'](\.{1,2}\/[^"']+\.js)["']/g);
  return [...found].map((match) => posix.join(posix.dirname(file), match[1] ?? ''));
}

/** Every file that index.html loads before the application asks for more. */
export function eagerFiles() {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const tags = html.matchAll(
    /<script[^>]*\ssrc="([^"]+)"|<link[^>]*rel="(?:modulepreload|stylesheet)"[^>]*href="([^"]+)"/g,
  );
  const queue = [...tags].map((match) => posix.normalize(match[1] ?? match[2] ?? ''));
  const files = new Set(['index.html']);
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    if (files.has(file)) continue;
    files.add(file);
    queue.push(...staticImports(file));
  }
  return [...files];
}

/** Measures dist/: lines to print, and whether the budget holds. */
export function measure() {
  const eager = new Set(eagerFiles());
  const chunks = readdirSync(join(dist, 'assets')).filter((file) => /\.(js|css)$/.test(file));
  const rows = ['index.html', ...chunks.map((file) => `assets/${file}`)]
    .map((file) => ({ file, size: gzipped(file), eager: eager.has(file) }))
    .sort((a, b) => Number(b.eager) - Number(a.eager) || b.size - a.size);
  const total = rows.reduce((sum, row) => sum + (row.eager ? row.size : 0), 0);
  const kB = (/** @type {number} */ size) => `${(size / 1000).toFixed(1)} kB`;
  const lines = rows.map(({ file, size, eager }) => `${kB(size).padStart(10)}  ${eager ? 'eager' : 'lazy '}  ${file}`);
  return { ok: total <= budget, lines, summary: `${kB(total)} of ${kB(budget)} before the first screen` };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { ok, lines, summary } = measure();
  console.log([...lines, summary].join('\n'));
  process.exitCode = ok ? 0 : 1;
}
