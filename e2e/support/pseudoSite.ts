import { spawn } from 'node:child_process';
import { pseudo } from '../../scripts/pseudo/say.ts';
import { test as base } from './fixtures.ts';

/** A text of a catalogue as the pseudo-locale says it. */
export const said = (text: string): string => pseudo([text])[0] ?? text;

/** The tests of a site that speaks the pseudo-locale, on a server of its own. Needs `dist-pseudo/`. */
export const test = base.extend<object, { readonly pseudoSite: string }>({
  pseudoSite: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern.
    async ({}, provide) => {
      const server = spawn(process.execPath, ['scripts/serve.mjs'], {
        env: { ...process.env, SITE: 'dist-pseudo', PORT: '0', HOST: '127.0.0.1' },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const address = await new Promise<string>((resolve, reject) => {
        server.stdout.on('data', (data) => {
          const found = /http:\/\/\S+/.exec(String(data));
          if (found !== null) resolve(found[0].replace('localhost', '127.0.0.1'));
        });
        server.on('exit', () => reject(new Error('no dist-pseudo: vite build --mode pseudo --outDir dist-pseudo')));
      });
      await provide(`${address}/`);
      server.kill();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ pseudoSite }, provide) => provide(pseudoSite),
});
