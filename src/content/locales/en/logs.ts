// @verbatim file: access logs are what the proxies write.
import type { LogLine } from '../../../core/model/trace.ts';

/** The line that tells most, in the words to look for in the log. Empty if nothing is logged. */
export function logSays(lines: readonly LogLine[]): string {
  const telling = lines.filter((line) => weight(line) > 0).toSorted((a, b) => weight(b) - weight(a))[0];
  const line = telling ?? lines.at(-1);
  if (line === undefined) return '';
  return line.log === 'ztunnel' && line.details === null ? 'connection complete' : tellingPart(line);
}

function weight({ details, connectionTermination, flags }: LogLine): number {
  const text = `${connectionTermination ?? ''} ${details ?? ''}`;
  if (/rbac_|jwt_|ext_authz/.test(text)) return 4;
  if (flags.includes('NR') || flags.includes('UAEX')) return 3;
  if (flags.length > 0) return 2;
  return details !== null && details !== 'via_upstream' ? 1 : 0;
}

function tellingPart({ status, flags, details, connectionTermination, cluster, route }: LogLine): string {
  const words = connectionTermination ?? details;
  // A reason of a policy says all by itself; other words need their flags, or the name of where it ended.
  if (words !== null && /^(rbac|jwt|ext_authz)/.test(words)) return words;
  const end = [
    flags.join(','),
    words ?? (cluster === 'BlackHoleCluster' ? cluster : ''),
    route === 'block_all' ? route : '',
  ];
  const shown = end.filter((part) => part !== '');
  return [...(status === null ? [] : [String(status)]), ...(shown.length > 0 ? shown : ['-'])].join(' ');
}

/** One line as the proxy writes it, from where it says how it ended. */
export function logLine(line: LogLine): string {
  return line.log === 'ztunnel' ? ztunnelLine(line) : envoyLine(line);
}

/** In ztunnel's format: only what it knows. */
function ztunnelLine({ side, details, cluster }: LogLine): string {
  const service = cluster === null ? [] : [`dst.service="${cluster}"`];
  const error = details === null ? [] : [`error="${details}"`];
  return ['connection complete', ...service, `direction="${side}"`, ...error].join(' ');
}

/** In the order of Envoy's default text format, from the status on. */
function envoyLine({ status, flags, details, connectionTermination, cluster, route, chain }: LogLine): string {
  const dash = (text: string | null): string => (text === null || text === '' ? '-' : text);
  return [
    status ?? 0,
    dash(flags.join(',')),
    dash(details),
    dash(connectionTermination),
    dash(cluster),
    dash(chain),
    dash(route),
  ].join(' ');
}
