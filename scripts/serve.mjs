// Serves the built site (dist/) as any static host would. `PORT` and `HOST` choose the address, `SITE` another folder.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const site = process.env['SITE'] ?? 'dist';
const root = fileURLToPath(new URL(`../${site}`, import.meta.url));
const port = Number(process.env['PORT'] ?? 4173);
const host = process.env['HOST'] ?? '127.0.0.1';

/** @type {Record<string, string>} */
const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
  '.yaml': 'text/plain; charset=utf-8',
};

/**
 * The file under dist/ that a URL names, or null where the URL is malformed or leads out of dist/.
 * @param {string} url
 */
function fileFor(url) {
  try {
    const { pathname } = new URL(url, 'http://host');
    const path = normalize(join(root, decodeURIComponent(pathname)));
    if (path !== root + sep && !path.startsWith(root + sep)) return null;
    return path.endsWith(sep) ? join(path, 'index.html') : path;
  } catch {
    return null;
  }
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer(request, response) {
  const refuse = (/** @type {number} */ status, /** @type {string} */ text) => {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(`${text}\n`);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Only GET and HEAD.');
  const path = fileFor(request.url ?? '/');
  const found = path === null || path.includes('\0') ? null : await stat(path).catch(() => null);
  if (path === null || found === null || !found.isFile()) return refuse(404, 'Not found.');
  response.writeHead(200, {
    'content-type': types[extname(path)] ?? 'application/octet-stream',
    'content-length': found.size,
    // Only names that carry a content hash may be kept without asking.
    'cache-control': path.startsWith(join(root, 'assets') + sep) ? 'public, max-age=31536000, immutable' : 'no-store',
    'x-content-type-options': 'nosniff',
  });
  if (request.method === 'HEAD') return response.end();
  createReadStream(path)
    .on('error', () => response.destroy())
    .pipe(response);
}

const server = createServer((request, response) => void answer(request, response));

server.on('error', (error) => {
  const code = 'code' in error ? error.code : '';
  console.error(
    code === 'EADDRINUSE'
      ? `Port ${port} is taken. Choose another one: PORT=${port + 1} npm start`
      : `Cannot listen on ${host}:${port}: ${error.message}`,
  );
  process.exit(1);
});

if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(`PORT is not a port number: ${process.env['PORT']}`);
  process.exit(1);
}
if ((await stat(join(root, 'index.html')).catch(() => null)) === null) {
  console.error(`There is no ${site}/index.html yet. Build it first: npm run build`);
  process.exit(1);
}
server.listen(port, host, () => {
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  console.log(`Hopwise is at http://localhost:${bound}`);
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    server.closeAllConnections();
    server.close(() => process.exit(0));
  });
}
