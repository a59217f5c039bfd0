import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { pseudoLocale } from './scripts/pseudo/plugin.ts';

/** The dev server's own inline script and styles do not pass the content security policy of the built site. */
const withoutPolicyInDev: Plugin = {
  name: 'hopwise:without-policy-in-dev',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace(/\s*<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
};

/**
 * Mermaid draws some thirty kinds of diagrams, each with programs of its own. Two are used here; the others, and the
 * layouts that are not asked for, stay out of the build.
 */
const onlyOwnDiagrams: Plugin = {
  name: 'hopwise:only-own-diagrams',
  enforce: 'pre',
  resolveId(source, importer) {
    const unused = /(?:Diagram(?:-v2)?|diagram|-definition|bpmnIcons|cose-bilkent|elk|swimlanes)-[A-Z0-9]{8}\.mjs$/;
    const used = /(?:flowDiagram|sequenceDiagram)-/;
    const byMermaid = importer?.includes('/node_modules/mermaid/') === true;
    if (!byMermaid) return null;
    return source === 'katex' || (unused.test(source) && !used.test(source)) ? '\0hopwise:unused-diagram' : null;
  },
  load: (id) => (id === '\0hopwise:unused-diagram' ? 'export default {}; export const diagram = {};' : null),
};

// `--mode pseudo` builds the site in a language of brackets and accents: what is English there was left in the program.
export default defineConfig(({ mode }) => ({
  // Relative, so that the built site works from any folder of any host.
  base: './',
  plugins: [
    react(),
    ...(mode === 'pseudo' ? [pseudoLocale()] : []),
    withoutPolicyInDev,
    onlyOwnDiagrams,
    VitePWA({
      disable: mode === 'pseudo',
      strategies: 'generateSW',
      registerType: 'prompt',
      // The application registers it: an inline script would be refused by the content security policy.
      injectRegister: false,
      includeAssets: ['icon.svg', 'apple-touch-icon.png'],
      manifest: {
        name: 'Hopwise',
        short_name: 'Hopwise',
        description: 'The story of a blocked request, hop by hop through an Istio mesh.',
        id: './',
        start_url: './',
        scope: './',
        display: 'standalone',
        background_color: '#E8EBEE',
        theme_color: '#14171C',
        icons: [
          { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
        screenshots: [
          {
            src: 'screenshot-wide.png',
            sizes: '1280x800',
            type: 'image/png',
            form_factor: 'wide',
            label: 'A blocked request, step by step',
          },
          {
            src: 'screenshot-narrow.png',
            sizes: '780x1688',
            type: 'image/png',
            form_factor: 'narrow',
            label: 'The same on a phone',
          },
        ],
      },
      workbox: {
        // Everything but source maps: after one visit the whole application works offline.
        globPatterns: ['**/*.{js,css,html,svg,png,ico,woff2,yaml,json,txt}'],
        // What draws diagrams and what tidies are large, and kept from the first use on.
        globIgnores: ['**/mermaid-*.js', '**/elk-worker*.js', 'screenshot-*.png'],
        runtimeCaching: [
          {
            urlPattern: /\/assets\/(mermaid|elk-worker)[^/]+\.js$/,
            handler: 'CacheFirst',
            options: { cacheName: 'diagrams', expiration: { maxEntries: 26 } },
          },
        ],
        maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
        cleanupOutdatedCaches: true,
      },
    }),
  ],
  worker: { format: 'es', plugins: () => (mode === 'pseudo' ? [pseudoLocale()] : []) },
  build: {
    target: 'es2022',
    sourcemap: true,
    // What is bundled, with its licences.
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        // The parts of what draws diagrams are told apart by name: the service worker treats them differently.
        chunkFileNames: ({ moduleIds }) =>
          moduleIds.some((id) => /node_modules[\\/]mermaid[\\/]/.test(id))
            ? 'assets/mermaid-[name]-[hash].js'
            : 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'flow', test: /node_modules[\\/](@xyflow|classcat)[\\/]/ },
            {
              name: 'codemirror',
              test: /node_modules[\\/](@codemirror|@lezer|@marijn|style-mod|w3c-keyname|crelt)[\\/]/,
            },
          ],
        },
      },
    },
  },
}));
