import type { LogLine } from '../../../core/model/trace.ts';
import type { LogField } from '../../../core/story/caller/accessLog.ts';
import type { LogFieldId } from '../../../core/story/caller/format.ts';
import type { CallerNote, CallerOutput } from '../../../core/story/caller/output.ts';

type Says = (to: Pick<CallerOutput, 'host' | 'port' | 'address'>) => string;

/** @verbatim What curl says in its own words. */
const curl = {
  connected: ({ host, port, address }) =>
    `* Connected to ${host}${address === null ? '' : ` (${address})`} port ${port}`,
  resolve: ({ host }) => `curl: (6) Could not resolve host: ${host}`,
  refused: ({ host, port }) => `curl: (7) Failed to connect to ${host} port ${port}: Connection refused`,
  timeout: ({ host, port }) => `curl: (28) Failed to connect to ${host} port ${port}: Connection timed out`,
  empty: () => 'curl: (52) Empty reply from server',
  reset: () => 'curl: (56) Recv failure: Connection reset by peer',
  tls: () => 'curl: (35) TLS connect error',
  open: () => '* The connection is open: bytes flow both ways',
  closed: () => '* Connection closed',
  unknown: () => "* Hopwise can't tell what follows",
} as const satisfies Record<CallerNote, Says>;

/** @verbatim What nc says in its own words. */
const nc = {
  ...curl,
  connected: ({ host, port }) => `Connection to ${host} ${port} port [tcp/*] succeeded!`,
  resolve: ({ host, port }) => `nc: getaddrinfo for host "${host}" port ${port}: Name or service not known`,
  refused: ({ host, port }) => `nc: connect to ${host} port ${port} (tcp) failed: Connection refused`,
  timeout: ({ host, port }) => `nc: connect to ${host} port ${port} (tcp) failed: Connection timed out`,
  open: () => '',
  closed: () => '',
} as const satisfies Record<CallerNote, Says>;

const programs = { curl, nc } as const satisfies Record<CallerOutput['program'], Record<CallerNote, Says>>;

/** A line of the calling program in its own words; empty where it prints none. */
export function callerSays(note: CallerNote, output: CallerOutput): string {
  return programs[output.program][note](output);
}

/** What each field of an access log holds. */
export const fieldMeanings = {
  startTime: 'When the request or connection began.',
  method: 'The HTTP method.',
  path: 'The path as the client wrote it, before any rewrite.',
  protocol: 'The version of HTTP that the client speaks to this proxy.',
  status: 'The HTTP status that this proxy sent back; 0: there was no HTTP answer.',
  flags: 'Why Envoy itself ended or changed the answer; a dash: it did not.',
  details: 'Who gave the answer and why. via_upstream: it came from behind this proxy.',
  termination:
    'Why Envoy closed the connection, where a network filter did: an RBAC filter of TCP writes the policy here.',
  transportFailure: 'Why TLS to the upstream failed.',
  bytesReceived: 'Bytes of the body that came in.',
  bytesSent: 'Bytes of the body that went back.',
  duration: 'Milliseconds from the first byte in to the last byte out.',
  serviceTime: 'Milliseconds that the upstream took, as it says itself.',
  forwardedFor: 'The addresses that proxies before this one saw.',
  userAgent: 'What the client calls itself.',
  requestId: 'The id that joins the lines of one request; Envoy makes it up if there is none.',
  authority: 'The host that the request is for.',
  upstreamHost: 'The endpoint that was chosen.',
  cluster: 'The cluster that the request was routed to.',
  upstreamLocal: "This proxy's own address on the connection to the upstream.",
  downstreamLocal: 'The address that the client dialled, as this proxy sees it.',
  downstreamRemote: 'The address of the client, as this proxy sees it.',
  serverName: 'The server name (SNI) in the TLS that came in.',
  route: 'The route that matched.',
} as const satisfies Record<LogFieldId, string>;

const states = {
  known: '',
  empty: 'Envoy prints a dash: there is none.',
  unknown: 'Not modelled here; Envoy prints a value if there is one.',
} as const satisfies Record<LogField['state'], string>;

const sides = {
  outbound: 'proxy, outbound',
  inbound: 'proxy, inbound',
  gateway: 'gateway',
  waypoint: 'waypoint',
} as const satisfies Record<LogLine['side'], string>;

export const callerWords = {
  wait: 'The answer is not back yet. Play the story to its end, or go to the verdict.',
  sees: 'What the caller sees',
  caller: (name: string | null): string => (name === null ? 'the caller' : name),
  exits: (exits: readonly number[]): string =>
    exits.length === 0
      ? ''
      : exits.length === 1
        ? `Exit code ${exits.join('')}`
        : `Exit code ${exits.join(' or ')}: timing decides`,
  standsIn: 'What the application answers is not modelled: a 200 stands for it.',
  headers: 'Headers of every exchange, such as user-agent, date and server, are left out.',
  logs: 'Access logs, in path order',
  off: 'Istio writes them only where accessLogFile or a Telemetry resource asks for them.',
  nothing: 'No proxy logs anything.',
  who: (name: string, { side, log }: LogLine): string =>
    log === 'ztunnel' ? `ztunnel of ${name}, ${side}` : `${name} ${sides[side]}`,
  times: (count: number): string => (count > 1 ? `${count} lines alike: the proxy before it tried ${count} times` : ''),
  listener: 'Written by the listener: no filter chain took the connection.',
  ztunnel: 'ztunnel writes in a format of its own; of the line this is what matters.',
  ztunnelFine: 'ztunnel writes in a format of its own; it has no error to tell of.',
  line: (who: string): string => `Access log line of ${who}`,
  allFields: 'All fields',
  field: ({ operator, value }: LogField): string => `${operator} ${value}`,
  state: (state: LogField['state']): string => states[state],
  flag: (flag: string, meaning: string | null): string => `\`${flag}\`: ${meaning ?? "see Envoy's documentation"}.`,
} as const;
