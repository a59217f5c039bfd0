import { describe, expect, it } from 'vitest';
import { send } from '../dataplane/send.ts';
import { call, worldWith } from '../dataplane/world.fixture.ts';
import type { Trace } from '../model/trace.ts';

const resource = (kind: string, name: string, spec: string, apiVersion = 'networking.istio.io/v1'): string =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}, namespace: b}, spec: ${spec}}`;
const answers = (name: string, hosts: string, status: number, match = ''): string =>
  resource('VirtualService', name, `{hosts: [${hosts}], http: [{${match}directResponse: {status: ${status}}}]}`);
const service = (name: string, ports: string): string =>
  resource('Service', name, `{selector: {app: s}, ports: ${ports}}`, 'v1');
const entry = (name: string, host: string, port: number): string =>
  resource(
    'ServiceEntry',
    name,
    `{hosts: ["${host}"], ports: [{number: ${port}, name: http, protocol: HTTP}], resolution: NONE}`,
  );

/** What `a/c` is told on the listener of a port, for a name that it gives as Host. */
function told(yaml: readonly string[], host: string, port = 80): number | string | null {
  const request = call({ to: '203.0.113.9', port });
  const payload = request.payload.kind === 'http' ? { ...request.payload, host } : request.payload;
  return statusOf(send(worldWith(yaml.join('\n---\n')), { ...request, payload }));
}

/** Of an answer by the proxy itself, else the cluster that it sent the request to. */
function statusOf({ caller, logs }: Trace): number | string | null {
  return caller.kind === 'http' && logs[0]?.details === 'direct_response' ? caller.status : (logs[0]?.cluster ?? null);
}

describe('a name that no service of the port has (4.13)', () => {
  const both = answers('v', 's.b.svc.cluster.local, x.example', 418);

  it('is a virtual host on port 80, and on others beside a service that is routed there', () => {
    expect(told([answers('v', 'x.example', 418)], 'x.example')).toBe(418);
    const other = service('o', '[{name: http, port: 8000}]');
    expect(told([answers('v', 'x.example', 418), other], 'x.example', 8000)).toBe('PassthroughCluster');
    expect(told([both, other], 'x.example', 8000)).toBe('PassthroughCluster');
    const routed = answers('v', 'o.b.svc.cluster.local, x.example', 418);
    expect(told([routed, other], 'x.example', 8000)).toBe(418);
    expect(told([routed, other], 'x.example')).toBe(418);
    expect(
      told([routed, service('o', '[{name: tcp, port: 8000}]'), entry('e', 'e.example', 8000)], 'x.example', 8000),
    ).toBe('PassthroughCluster');
  });

  it('is one that names a service in part, and has that form before the service', () => {
    expect(told([answers('v', 's.b', 418)], 's.b')).toBe(418);
    expect(told([answers('v', 's.b', 418)], 's.b.svc')).toBe('outbound|80||s.b.svc.cluster.local');
    expect(told([answers('w', 's.b', 418), answers('v', 's.b.svc.cluster.local', 417)], 's.b')).toBe(417);
    expect(told([answers('v', 's.b', 418), answers('w', 's.b.svc.cluster.local', 417)], 's.b')).toBe(418);
  });

  it('is none where a TCP service of the port has it', () => {
    const bytes = service('t', '[{name: tcp, port: 80}]');
    expect(told([answers('v', 't.b.svc.cluster.local', 418), bytes], 't.b.svc.cluster.local')).toBe(
      'PassthroughCluster',
    );
    expect(told([answers('v', 't.b.svc.cluster.local', 418)], 't.b.svc.cluster.local')).toBe(418);
  });

  it('goes before the wildcard of a ServiceEntry; of wildcards the longest counts', () => {
    const wild = entry('e', '*.example', 80);
    expect(told([wild, answers('v', 'x.example', 418)], 'x.example')).toBe(418);
    expect(told([wild, answers('v', 'x.example', 418)], 'y.example')).toBe('outbound|80||*.example');
    expect(told([wild, answers('v', '"*.x.example"', 418)], 'z.x.example')).toBe(418);
    expect(told([answers('v', '"*.x.example"', 418), answers('w', '"*.y.x.example"', 417)], 'z.y.x.example')).toBe(417);
  });

  it('is not under a wildcard that covers a service of the port', () => {
    expect(told([answers('v', '"*.b.svc.cluster.local"', 418)], 'gone.b.svc.cluster.local')).toBe('PassthroughCluster');
    expect(told([answers('v', '"*.other"', 418)], 'gone.other')).toBe(418);
  });
});

describe('the VirtualService of a service', () => {
  const nobody = 'match: [{sourceLabels: {app: other}}], ';
  const own = 's.b.svc.cluster.local';

  it('is the next of the same host where one has no route for the proxy, but no wildcard one', () => {
    expect(told([answers('a', own, 418, nobody), answers('b', own, 417)], own)).toBe(417);
    const wild = answers('w', '"*.b.svc.cluster.local"', 418);
    expect(told([wild], own)).toBe(418);
    expect(told([answers('a', own, 417, nobody), wild], own)).toBe(`outbound|80||${own}`);
    const wider = answers('x', '"*.cluster.local"', 417);
    expect(told([answers('w', '"*.b.svc.cluster.local"', 418, nobody), wider], own)).toBe(`outbound|80||${own}`);
  });

  it('is found by its host in any case', () => {
    expect(told([answers('v', 'S.B.svc.cluster.local', 418)], own)).toBe(418);
  });

  it('is told by the authority of an absolute target', () => {
    const request = call({ to: 's.b', path: 'http://x.example/y' });
    expect(statusOf(send(worldWith(answers('v', 'x.example', 418)), request))).toBe(418);
  });
});
