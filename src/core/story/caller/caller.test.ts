import { describe, expect, it } from 'vitest';
import { callerSays } from '../../../content/locales/en/caller.ts';
import { flagMeaning } from '../../../content/locales/en/flags.ts';
import { scenarios } from '../../../content/scenarios.ts';
import type { Story } from '../../model/story.ts';
import type { CallerView } from '../../model/trace.ts';
import { createMemory, evaluate } from '../../scenario/evaluate.ts';
import { accessLog, lineText } from './accessLog.ts';
import { callerOutput } from './output.ts';

const memory = createMemory();
function storyOf(request: string, scenario = 'shop-and-payments'): Story {
  const files = scenarios.find(({ id }) => id === scenario)?.files ?? [];
  const { story } = evaluate({ files }, request, memory);
  if (story === null) throw new Error(`no story of ${request}`);
  return story;
}
function printed({ trace }: Story, caller: CallerView = trace.caller): readonly string[] {
  const output = callerOutput({ ...trace, caller });
  const marks = { sent: '> ', received: '< ', body: '', note: '' };
  return [
    `$ ${output.command}`,
    ...output.lines.map(
      (line) => marks[line.kind] + (line.kind === 'note' ? callerSays(line.note, output) : line.text),
    ),
    `exit ${output.exits.join(' or ')}`,
  ];
}
const logged = (story: Story) => accessLog(story).map(lineText);

describe('what curl prints', () => {
  const opening = storyOf('reviews-charges');

  it('is the request and the 403 with its body', () => {
    expect(printed(opening)).toEqual([
      '$ curl -v http://backend.payments:8080/charges',
      '* Connected to backend.payments (10.96.0.13) port 8080',
      '> GET /charges HTTP/1.1',
      '> Host: backend.payments:8080',
      '> ',
      '< HTTP/1.1 403 Forbidden',
      '< ',
      'RBAC: access denied',
      'exit 0',
    ]);
  });

  it('is one of two errors where the connection is closed: timing decides', () => {
    expect(printed(storyOf('batch-charges')).slice(-3)).toEqual([
      'curl: (52) Empty reply from server',
      'curl: (56) Recv failure: Connection reset by peer',
      'exit 52 or 56',
    ]);
  });

  it.each([
    ['dnsError', 'curl: (6) Could not resolve host: backend.payments', 6],
    ['refused', 'curl: (7) Failed to connect to backend.payments port 8080: Connection refused', 7],
    ['timeout', 'curl: (28) Failed to connect to backend.payments port 8080: Connection timed out', 28],
  ] as const)('is one error before anything is sent: %s', (kind, error, exit) => {
    expect(printed(opening, { kind }).slice(1)).toEqual([error, `exit ${exit}`]);
  });

  it('sends no request where the TLS handshake fails', () => {
    expect(printed(opening, { kind: 'tlsError' }).slice(2)).toEqual(['curl: (35) TLS connect error', 'exit 35']);
  });

  it('names the method and each header that it is told to send', () => {
    expect(callerOutput(storyOf('guest-export', 'token-and-authorizer').trace).command).toBe(
      "curl -v -H 'authorization: Bearer ${token:guest}' http://orders.orders:8080/orders/export",
    );
    expect(callerOutput(storyOf('frontend-delete').trace).command).toContain('-X DELETE');
  });

  it('says where a 200 only stands for the answer of an application', () => {
    expect(callerOutput(storyOf('frontend-charges').trace).standsIn).toBe(true);
    expect(callerOutput(opening.trace).standsIn).toBe(false);
  });

  it('is left to nc where the bytes are not HTTP', () => {
    expect(printed(storyOf('backend-ledger')).slice(0, 2)).toEqual([
      '$ nc -v ledger 5432',
      'Connection to ledger 5432 port [tcp/*] succeeded!',
    ]);
  });
});

describe('an access log', () => {
  it("has a line for each proxy, in path order, in Istio's default text format", () => {
    expect(logged(storyOf('reviews-charges'))).toEqual([
      '[-] "GET /charges HTTP/1.1" 403 - via_upstream - "-" - - - - "-" "-" "-" "backend.payments:8080" "10.244.0.13:8080" outbound|8080||backend.payments.svc.cluster.local - 10.96.0.13:8080 10.244.0.12:- - default',
      '[-] "GET /charges HTTP/1.1" 403 - rbac_access_denied_matched_policy[none] - "-" - - - - "-" "-" "-" "backend.payments:8080" "-" inbound|8080|| - 10.244.0.13:8080 10.244.0.12:- outbound_.8080_._.backend.payments.svc.cluster.local default',
    ]);
  });

  it('has no request in the line of a listener, and the flag that says why', () => {
    expect(logged(storyOf('batch-charges'))).toEqual([
      '[-] "- - -" 0 NR filter_chain_not_found - "-" - - - - "-" "-" "-" "-" "-" - - 10.244.0.13:8080 10.244.0.15:- - -',
    ]);
  });

  it('tells a dash that Envoy prints from a value that is not known', () => {
    const [line] = accessLog(storyOf('reviews-charges'));
    const state = (id: string) => line?.fields.find((field) => field.id === id)?.state;
    expect([state('flags'), state('duration'), state('cluster')]).toEqual(['empty', 'unknown', 'known']);
  });

  it('begins with what tells most', () => {
    const telling = (request: string) => accessLog(storyOf(request)).map((line) => line.telling);
    expect(telling('reviews-charges')).toEqual(['status', 'details']);
    expect(telling('batch-charges')).toEqual(['flags']);
    expect(telling('reviews-ledger').at(-1)).toBe('termination');
  });

  it('has a meaning for every flag of every built-in mesh', () => {
    const flags = new Set(
      scenarios.flatMap(({ files }) =>
        evaluate({ files }, null, memory).scenario.requests.flatMap(
          ({ id }) => evaluate({ files }, id, memory).story?.trace.logs.flatMap((line) => line.flags) ?? [],
        ),
      ),
    );
    expect(flags.size).toBeGreaterThan(5);
    expect([...flags].filter((flag) => flagMeaning(flag) === null)).toEqual([]);
  });
});
