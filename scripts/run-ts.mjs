// Runs a TypeScript program of this repository on plain Node: node scripts/run-ts.mjs ENTRY.ts [ARG…]
// Vite bundles it first, so it runs at full speed and `?raw` and `import.meta.glob` mean the same as in the app.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const [entry, ...args] = process.argv.slice(2);
if (entry === undefined || !existsSync(resolve(root, entry))) {
  console.error(
    entry === undefined ? 'Which program? node scripts/run-ts.mjs ENTRY.ts [ARG…]' : `No such file: ${entry}`,
  );
  process.exit(2);
}

// Inside the repository, so that the bundle finds node_modules; a folder of its own, so that two runs do not meet.
mkdirSync(join(root, '.tmp'), { recursive: true });
const out = mkdtempSync(join(root, '.tmp/run-'));
process.on('exit', () => rmSync(out, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

const name = `${basename(entry).replace(/\.tsx?$/, '')}.mjs`;
try {
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      ssr: resolve(root, entry),
      outDir: out,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      sourcemap: true,
      rolldownOptions: { output: { entryFileNames: name, chunkFileNames: '[name]-[hash].mjs' } },
    },
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}

process.setSourceMapsEnabled(true);
process.argv = [process.argv[0] ?? 'node', resolve(root, entry), ...args];
await import(pathToFileURL(join(out, name)).href);
