// npm run build:cli: the program `hopwise` as one file that Node runs alone: dist-cli/hopwise.mjs.
import { chmodSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'dist-cli');

rmSync(out, { recursive: true, force: true });
await build({
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  // Everything goes in: whoever runs it has no node_modules.
  ssr: { noExternal: true },
  build: {
    ssr: resolve(root, 'src/cli/hopwiseMain.ts'),
    outDir: out,
    target: 'node20',
    minify: false,
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      output: {
        banner: '#!/usr/bin/env node',
        entryFileNames: 'hopwise.mjs',
        codeSplitting: false,
      },
    },
  },
});
chmodSync(join(out, 'hopwise.mjs'), 0o755);
