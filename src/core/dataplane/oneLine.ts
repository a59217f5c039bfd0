import type { HttpVersion } from '../model/request.ts';
import type { HttpHead } from '../model/trace.ts';

type Headers = HttpHead['headers'];

/**
 * Request headers of which Envoy keeps one line, because it or one of its filters looks at them all the time: those of its
 * header map, then those that filters register. Of every other header "each line is alone" (2.4).
 */
const known: ReadonlySet<string> = new Set(
  (
    'connection content-type grpc-timeout keep-alive proxy-connection proxy-status te transfer-encoding upgrade user-agent via ' +
    'x-client-trace-id x-forwarded-client-cert x-forwarded-for x-forwarded-host x-forwarded-port x-forwarded-proto x-request-id ' +
    'x-envoy-attempt-count x-envoy-decorator-operation x-envoy-downstream-service-cluster x-envoy-downstream-service-node ' +
    'x-envoy-expected-rq-timeout-ms x-envoy-external-address x-envoy-force-trace x-envoy-hedge-on-per-try-timeout ' +
    'x-envoy-internal x-envoy-ip-tags x-envoy-max-retries x-envoy-original-path x-envoy-retriable-header-names ' +
    'x-envoy-retriable-status-codes x-envoy-retry-grpc-on x-envoy-retry-on x-envoy-upstream-alt-stat-name ' +
    'x-envoy-upstream-rq-per-try-timeout-ms x-envoy-upstream-rq-timeout-alt-response x-envoy-upstream-rq-timeout-ms ' +
    'x-envoy-upstream-stream-duration-ms ' +
    'accept accept-encoding access-control-request-method authorization cache-control origin pragma referer'
  ).split(' '),
);

/** The header lines as Envoy's codecs hand them on: of some headers, further lines are appended to the first. */
export function joinLines(http: HttpHead, version: HttpVersion): HttpHead {
  const headers = version === '1.1' ? withoutSpace(http.headers) : http.headers;
  const counts = new Map<string, number>();
  for (const [name] of headers) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
  let joined = headers;
  for (const [name, count] of counts) {
    // The cookie lines of HTTP/2 are joined by the codec, and an empty cookie leaves no header.
    if (name === 'cookie' && version === '2') joined = withOne(joined, name, '; ', true);
    else if (count > 1 && known.has(name)) joined = withOne(joined, name, ',', false);
  }
  return joined === http.headers ? http : { ...http, headers: joined };
}

/** HTTP/1.1: white space around a value is no part of it. */
function withoutSpace(headers: Headers): Headers {
  if (!headers.some(([, value]) => /^[ \t]|[ \t]$/.test(value))) return headers;
  return headers.map(([name, value]) => [name, value.replace(/^[ \t]+|[ \t]+$/g, '')] as const);
}

/** One line in place of all of a header. An empty line adds nothing to a comma list; to cookies only at the front. */
function withOne(headers: Headers, name: string, separator: '; ' | ',', cookies: boolean): Headers {
  const own = headers.filter(([given]) => given.toLowerCase() === name);
  const first = own[0];
  const value = own.reduce((text, [, line]) => {
    if (text === '' || (line === '' && !cookies)) return text + line;
    return text + separator + line;
  }, '');
  if (first === undefined || (own.length === 1 && value !== '')) return headers;
  return headers.flatMap((line) => {
    if (line.at(0)?.toLowerCase() !== name) return [line];
    return line === first && (value !== '' || !cookies) ? [[line[0], value] as const] : [];
  });
}
