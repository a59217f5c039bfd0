import { describe, expect, it } from 'vitest';
import { scenarios } from '../../../content/scenarios.ts';
import { createMemory, evaluate } from '../../scenario/evaluate.ts';
import { accessLog, lineText } from './accessLog.ts';

interface Said {
  readonly request: string;
  readonly proxy: string;
  readonly side: string;
  readonly log: string;
  readonly cluster: string;
  /** The line; of ztunnel, what it says of an error. */
  readonly text: string;
}

/** Every line of every request of the gallery's meshes in ambient mode. */
const said: readonly Said[] = scenarios
  .filter(({ id }) => id.startsWith('ambient-'))
  .flatMap(({ id, files }) => {
    const memory = createMemory();
    const ids = evaluate({ files }, null, memory).overview.requests.map((each) => each.id);
    return ids.flatMap((request) => {
      const { story } = evaluate({ files }, request, memory);
      return (story === null ? [] : accessLog(story)).map((each): Said => {
        const { proxy, side, log, cluster, details } = each.line;
        const text = log === 'ztunnel' ? (details ?? '') : lineText(each);
        return { request: `${id} ${request}`, proxy, side, log, cluster: cluster ?? '', text };
      });
    });
  });
const textsOf = (request: string) => said.filter((each) => each.request === request).map(({ text }) => text);

const address = String.raw`\d+\.\d+\.\d+\.\d+`;
const words: readonly (readonly [string, (line: Said) => boolean, RegExp])[] = [
  [
    // 10.3 and 11.E: the policy, or that none allowed; what the other ztunnel answered; no error.
    'a ztunnel',
    ({ log }) => log === 'ztunnel',
    /^(|http status: 401 Unauthorized|connection closed due to policy rejection: (explicitly denied by: [a-z-]+\/[a-z_-]+|allow policies exist, but none allowed))$/,
  ],
  [
    'the outer listener of a waypoint or sidecar, of the CONNECT',
    ({ cluster }) => cluster === 'main_internal',
    new RegExp(
      String.raw`^\[-\] "CONNECT - HTTP/2" 200 (-|UC) \S+ - "-" - - - - "-" "-" "-" "${address}:\d+" "envoy://main_internal/" main_internal - ${address}:15008 ${address}:- - -$`,
    ),
  ],
  [
    'the inner listener of a waypoint, of a request',
    ({ side, cluster, log }) => side === 'waypoint' && log === 'http' && cluster !== 'main_internal',
    new RegExp(
      String.raw`^\[-\] "[A-Z]+ /\S* (HTTP/1.1|-)" (\d+ \S+ \S+) - "-" - - - - "\S+" "-" "-" "\S+" "(-|envoy://connect_originate/${address}:8080)" (inbound-vip\|80\|http\|\S+|encap) (-|envoy://internal_client_address/) ${address}:\d+ (-|${address}:-) - default$`,
    ),
  ],
  [
    'the inner listener of a waypoint, of bytes',
    ({ side, cluster, log }) => side === 'waypoint' && log === 'tcp' && cluster !== 'connect_originate',
    new RegExp(
      String.raw`^\[-\] "- - -" 0 - - \S+ "-" - - - - "-" "-" "-" "-" "-" inbound-vip\|9000\|tcp\|\S+ - ${address}:9000 ${address}:- - -$`,
    ),
  ],
  [
    'the listener of the next tunnel',
    ({ cluster }) => cluster === 'connect_originate',
    /^\[-\] "- - -" 0 (-|UF,URX) - - "-" - - - - "-" "-" "-" "-" "-" connect_originate - - - - -$/,
  ],
];

describe('access logs of ambient mode', () => {
  it.each(words)('%s writes in its own words', (_name, of, pattern) => {
    const lines = said.filter(of);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter(({ text }) => !pattern.test(text))).toEqual([]);
  });

  it('no line is of none of these, but for sidecars and gateways', () => {
    const others = said.filter((line) => !words.some(([, of]) => of(line)));
    expect([...new Set(others.map(({ side, log }) => `${side} ${log}`))]).toEqual([
      'outbound http',
      'inbound http',
      'gateway http',
    ]);
  });

  it('a waypoint names the pod behind its tunnel, the address that was dialled and who called', () => {
    expect(textsOf('ambient-service-waypoint frontend-charges')).toEqual([
      '',
      '[-] "GET /charges HTTP/1.1" 200 - via_upstream - "-" - - - - "-" "-" "-" "backend.payments" "envoy://connect_originate/10.244.0.13:8080" inbound-vip|80|http|backend.payments.svc.cluster.local envoy://internal_client_address/ 10.96.0.12:80 10.244.0.11:- - default',
      '[-] "- - -" 0 - - - "-" - - - - "-" "-" "-" "-" "-" connect_originate - - - - -',
      '[-] "CONNECT - HTTP/2" 200 - via_upstream - "-" - - - - "-" "-" "-" "10.96.0.12:80" "envoy://main_internal/" main_internal - 10.244.0.10:15008 10.244.0.11:- - -',
      '',
    ]);
  });

  it('a sidecar and a gateway name the pod that they reach by HBONE', () => {
    const upstream = (request: string) => textsOf(request)[0]?.match(/"(envoy:[^"]*)"/)?.[1];
    expect(upstream('ambient-beside-sidecars frontend-delete')).toBe('envoy://connect_originate/10.244.0.14:8080');
    expect(upstream('ambient-front-door reader-charges')).toBe('envoy://connect_originate/10.244.0.15:8080');
  });
});
