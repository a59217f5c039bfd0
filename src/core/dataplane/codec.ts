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
    'ACL BIND CHECKOUT CONNECT COPY DELETE GET HEAD LINK LOCK MERGE MKACTIVITY MKCALENDAR MKCOL MOVE M-SEARCH NOTIFY OPTIONS ' +
    'PATCH POST PROPFIND PROPPATCH PURGE PUT REBIND REPORT SEARCH SOURCE SUBSCRIBE TRACE UNBIND UNLINK UNLOCK UNSUBSCRIBE'
  ).split(' '),
);

const codecError: CodecRefusal = { status: 400, details: 'http1.codec_error', body: 'Bad Request', flags: ['DPE'] };

/** The refusal of a request line, or null. */
export function codecRefusal(http: HttpHead, version: HttpVersion): CodecRefusal | null {
  if (version === '2') return null;
  // "OPTIONS * → 404 (absolute_path_rejected)."
  if (http.path === '*') return { status: 404, details: 'absolute_path_rejected', body: '', flags: [] };
  // "A raw space, control or non-ASCII byte in the request line, or a path without leading / → 400."
  if (!/^[\x21-\x7e]*$/.test(http.path) || !http.path.startsWith('/')) return codecError;
  // "Lower-case or unknown methods over HTTP/1.1 get Envoy's codec 400."
  return methods.has(http.method) ? null : codecError;
}

export const normalizationRefusal: CodecRefusal = {
  status: 400,
  details: 'path_normalization_failed',
  body: '',
  flags: [],
};

/** "Absolute-form targets (GET http://h/p) are accepted, path = the part after the authority." */
export function originForm(http: HttpHead): HttpHead {
  const absolute = /^https?:\/\/([^/?#]*)([^]*)$/i.exec(http.path);
  if (!absolute) return http;
  const rest = absolute[2] ?? '';
  return { ...http, authority: absolute[1] ?? http.authority, path: rest.startsWith('/') ? rest : `/${rest}` };
}
