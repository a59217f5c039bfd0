import type { HttpVersion } from '../model/request.ts';
import type { HttpHead } from '../model/trace.ts';

/** What Envoy's HTTP codec and connection manager refuse before any filter (0.1). */
export interface CodecRefusal {
  readonly status: number;
  readonly details: string;
  readonly body: string;
  readonly flags: readonly string[];
}

/** The methods that Envoy's codec for HTTP/1.1 knows. */
export const methods: ReadonlySet<string> = new Set(
  (
    'ACL BIND CHECKOUT CONNECT COPY DELETE GET HEAD LINK LOCK MERGE MKACTIVITY MKCALENDAR MKCOL MOVE MSEARCH NOTIFY OPTIONS ' +
    'PATCH POST PROPFIND PROPPATCH PURGE PUT REBIND REPORT SEARCH SOURCE SUBSCRIBE TRACE UNBIND UNLINK UNLOCK UNSUBSCRIBE'
  ).split(' '),
);

const malformed = (details: string): CodecRefusal => ({ status: 400, details, body: 'Bad Request', flags: ['DPE'] });
const codecError = malformed('http1.codec_error');
const invalidUrl = malformed('http1.invalid_url');
const notRelative: CodecRefusal = { status: 404, details: 'absolute_path_rejected', body: '', flags: [] };
const noUpgrade: CodecRefusal = { status: 403, details: 'upgrade_failed', body: '', flags: [] };

/** The refusal of a request line as it came, or null. */
export function codecRefusal({ method, path }: HttpHead, version: HttpVersion): CodecRefusal | null {
  // HTTP/2 has no request line, but the connection manager asks the same of its path.
  if (version === '2') return path.startsWith('/') ? null : notRelative;
  // "A raw space, control or non-ASCII byte in the request line → 400"; "lower-case or unknown methods: Envoy's codec 400."
  if (!/^[\x21-\x7e]*$/.test(path) || !methods.has(method)) return codecError;
  // A proxy of the mesh upgrades no CONNECT, and takes none with anything but a host and its port.
  if (method === 'CONNECT') return /^[^/?#@]+:\d+$/.test(path) ? noUpgrade : invalidUrl;
  // "OPTIONS * → 404 (absolute_path_rejected)." No other method has that form.
  if (path.startsWith('*')) return method === 'OPTIONS' ? notRelative : invalidUrl;
  if (path.startsWith('/')) return null;
  const absolute = /^([a-z][a-z\d+.-]*):\/\/[^/?#]+([/?#]?)/i.exec(path);
  // "A path without leading / → 400."
  if (absolute === null) return codecError;
  if (!/^https?$/i.test(absolute[1] ?? '')) return malformed('http1.invalid_scheme');
  // The part after the authority is the path, also where no slash begins it.
  return /[?#]/.test(absolute[2] ?? '') ? notRelative : null;
}

export const normalizationRefusal: CodecRefusal = {
  status: 400,
  details: 'path_normalization_failed',
  body: '',
  flags: [],
};

/** "Absolute-form targets (GET http://h/p) are accepted, path = the part after the authority." */
export function originForm(http: HttpHead): HttpHead {
  const absolute = /^https?:\/\/(?:[^/?#@]*@)?([^/?#]*)([^]*)$/i.exec(http.path);
  if (!absolute) return http;
  return { ...http, authority: absolute[1] ?? http.authority, path: absolute[2] || '/' };
}
