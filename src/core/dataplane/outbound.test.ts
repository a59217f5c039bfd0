import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import type { Request } from '../model/request.ts';
import type { StepId, Trace } from '../model/trace.ts';
import { checkTrace } from './checkTrace.ts';
import { send } from './send.ts';
import { authorizationPolicy, call, stepOf, worldWith } from './world.fixture.ts';

const host = 's.b.svc.cluster.local';
const virtualService = (spec: string, hosts = host): string =>
  `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v, namespace: a}, spec: {hosts: [${hosts}], ${spec}}}`;
const to = (more = ''): string => `route: [{destination: {host: ${host}${more}}}]`;

function sent(yaml: string, request: Request = call(), mesh: JsonObject = {}, waive: readonly string[] = []): Trace {
  const trace = send(worldWith(yaml, mesh), request, { waive: new Set(waive.map((id) => id as StepId)) });
  expect(checkTrace(trace)).toEqual([]);
  return trace;
}

const [route, cluster] = ['a/c/outbound/route', 'a/c/outbound/cluster'] as const;
const any = { kind: 'any' };
const check = {
  kind: 'route',
  name: 'v',
  source: { resource: 'VirtualService/a/v', path: ['spec', 'http', 0] },
  matched: true,
  expected: any,
  actual: any,
  children: [],
};

describe('the route of a client’s proxy (11.H)', () => {
  it('names its virtual host, itself, and where it was written', () => {
    const trace = sent(virtualService(`http: [{name: n, ${to()}}]`));
    expect(stepOf(trace, route)).toEqual({
      id: route,
      kind: 'route',
      outcome: 'passed',
      virtualHost: host,
      route: 'n',
      checks: [check],
    });
    expect(trace.logs[0]).toMatchObject({ route: 'n', cluster: `outbound|80||${host}` });
    expect(sent(virtualService(`http: [{${to()}}]`)).logs[0]).toMatchObject({ route: null });
    const bare = sent('');
    expect(stepOf(bare, route)).toMatchObject({ virtualHost: host, route: 'default', outcome: 'passed' });
    expect(bare.logs[0]).toMatchObject({ route: 'default' });
  });

  it('is none where no entry fits: 404, with the list that was looked through', () => {
    const trace = sent(virtualService(`http: [{match: [{uri: {prefix: /x}}], ${to()}}]`));
    expect(stepOf(trace, route)).toEqual({
      id: route,
      kind: 'route',
      outcome: 'denied',
      virtualHost: host,
      route: null,
      checks: [{ ...check, matched: false, source: { resource: 'VirtualService/a/v', path: ['spec', 'http'] } }],
    });
    expect(trace.caller).toEqual({ kind: 'http', status: 404, body: '', headers: [] });
    expect(trace.logs).toMatchObject([{ status: 404, flags: ['NR'], details: 'route_not_found', cluster: null }]);
  });

  it('that answers by itself decides, and is logged without a cluster', () => {
    const trace = sent(virtualService('http: [{name: n, redirect: {uri: /x}}]'));
    expect(trace.verdict).toEqual({
      kind: 'denied',
      cause: 'redirected',
      step: route,
      determining: { kind: 'setting', ref: check.source, name: 'http', value: '' },
    });
    expect(stepOf(trace, route)).toMatchObject({ outcome: 'denied', checks: [check], route: 'n' });
    expect(trace.logs).toMatchObject([{ status: 301, details: 'direct_response', route: 'n', cluster: null }]);
    // A fault is asked for before the cluster that the route has.
    const fault = 'fault: {abort: {httpStatus: 418, percentage: {value: 100}}}';
    expect(sent(virtualService(`http: [{${fault}, ${to()}}]`)).logs).toMatchObject([
      { status: 418, flags: ['FI'], cluster: `outbound|80||${host}` },
    ]);
    const waived = sent(virtualService(`http: [{${fault}, ${to()}}]`), call(), {}, [route]);
    expect(stepOf(waived, route)).toMatchObject({ outcome: 'passed' });
    expect(waived.delivery?.workload).toBe('b/s');
  });

  it('takes the prefix that it matched from the path it rewrites', () => {
    const rewritten = (match: string): string | null | undefined =>
      sent(virtualService(`http: [{${match}rewrite: {uri: /n}, ${to()}}]`), call({ path: '/v1/x' })).delivery?.path;
    expect(rewritten('match: [{uri: {prefix: /v1}}], ')).toBe('/n/x');
    expect(rewritten('match: [{uri: {exact: /v1/x}}], ')).toBe('/n');
    expect(rewritten('match: [{method: {exact: GET}}], ')).toBe('/nv1/x');
    expect(rewritten('')).toBe('/nv1/x');
  });

  it('leads to the port that its destination names, else the one that was dialled, even past the only one of a service', () => {
    expect(sent(virtualService(`http: [{${to(', port: {number: 8081}')}}]`)).delivery?.port).toBe(8081);
    expect(sent(virtualService(`http: [{${to()}}]`)).delivery?.port).toBe(8080);
    const only =
      '{apiVersion: v1, kind: Service, metadata: {name: o, namespace: b}, spec: {selector: {app: s}, ports: [{name: http, port: 7000, targetPort: 8081}]}}';
    const lone = virtualService(`http: [{route: [{destination: {host: o.b.svc.cluster.local}}]}]`);
    expect(sent(`${lone}\n---\n${only}`).logs).toMatchObject([{ status: 503, flags: ['NC'], route: null }]);
    // Bytes, of which a proxy makes no routes by port, go to the only one.
    const bytes = virtualService(`tcp: [{route: [{destination: {host: o.b.svc.cluster.local}}]}]`);
    expect(sent(`${bytes}\n---\n${only}`, call({ port: 9000, tcp: true })).logs[0]).toMatchObject({
      cluster: 'outbound|7000||o.b.svc.cluster.local',
    });
  });

  it('leads past an ExternalName service to what it stands for', () => {
    const alias =
      '{apiVersion: v1, kind: Service, metadata: {name: o, namespace: b}, spec: {type: ExternalName, externalName: s.b.svc.cluster.local, ports: [{name: http, port: 80}]}}';
    const routed = (port: number): Trace =>
      sent(
        `${virtualService(`http: [{route: [{destination: {host: o.b.svc.cluster.local, port: {number: ${port}}}}]}]`)}\n---\n${alias}`,
      );
    expect(routed(80).logs[0]).toMatchObject({ status: 200, cluster: `outbound|80||${host}` });
    expect(routed(8081).delivery?.port).toBe(8081);
    const lost = alias.replace('s.b.svc.cluster.local', 'nobody.example');
    const trace = sent(
      `${virtualService('http: [{route: [{destination: {host: o.b.svc.cluster.local}}]}]')}\n---\n${lost}`,
    );
    expect(trace.logs).toMatchObject([{ flags: ['NC'] }]);
  });

  it('to a headless service goes on to the address that was dialled', () => {
    const headless =
      '{apiVersion: v1, kind: Service, metadata: {name: h, namespace: legacy}, spec: {clusterIP: None, selector: {app: n}, ports: [{name: http, port: 80}]}}';
    const trace = sent(
      `${virtualService('http: [{route: [{destination: {host: h.legacy.svc.cluster.local, port: {number: 80}}}]}]')}\n---\n${headless}`,
    );
    expect(trace.logs[0]).toMatchObject({ status: 200, cluster: 'outbound|80||h.legacy.svc.cluster.local' });
    expect(trace.delivery).toMatchObject({ workload: 'b/s', port: 8080, peer: null });
  });

  it('tries again as it says, or not at all, or as the mesh says', () => {
    const closed = authorizationPolicy('nobody', '{}');
    const answers = (retries: string, mesh: JsonObject = {}): unknown =>
      sent(`${virtualService(`http: [{${retries}${to()}}]`)}\n---\n${closed}`, call(), mesh).logs.map(
        ({ side, flags }) => `${side} ${flags.join()}`,
      );
    expect(answers('')).toEqual(['outbound ', 'inbound ']);
    expect(answers('retries: {attempts: 1, retryOn: "403,5xx"}, ')).toEqual(['outbound URX', 'inbound ', 'inbound ']);
    const usual = { defaultHttpRetryPolicy: { attempts: 1, retryOn: '403' } };
    expect(answers('', usual)).toEqual(['outbound URX', 'inbound ', 'inbound ']);
    expect(answers('retries: {attempts: 0}, ', usual)).toEqual(['outbound ', 'inbound ']);
    expect(answers('retries: {attempts: 1}, ', usual)).toEqual(['outbound ', 'inbound ']);
    // TLS to a port that speaks none (F2).
    const rule =
      '{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: n, namespace: a}, spec: {host: n.legacy.svc.cluster.local, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}}';
    const down = (retries: string): Trace =>
      sent(
        `${virtualService(`http: [{${retries}route: [{destination: {host: n.legacy.svc.cluster.local}}]}]`)}\n---\n${rule}`,
      );
    expect(down('').logs[0]?.flags).toEqual(['URX', 'UF']);
    expect(down('retries: {attempts: 0}, ').logs[0]?.flags).toEqual(['UF']);
  });

  it('takes the scheme from the header that the client writes', () => {
    const request = (scheme: string): Request => {
      const plain = call();
      if (plain.payload.kind !== 'http') return plain;
      return { ...plain, payload: { ...plain.payload, headers: [['x-forwarded-proto', scheme]] } };
    };
    const routed = virtualService(`http: [{match: [{scheme: {exact: https}}], redirect: {uri: /x}}, {${to()}}]`);
    expect(sent(routed, request('https')).caller).toMatchObject({ headers: [['location', 'https://s.b/x']] });
    expect(sent(routed, request('http')).delivery?.workload).toBe('b/s');
  });

  it('to a cluster that does not exist ends there (NC)', () => {
    const missing = (more: string): Trace => sent(virtualService(`http: [{name: n, ${to(more)}}]`));
    for (const [more, name] of [
      [', subset: v9', `outbound|80|v9|${host}`],
      [', port: {number: 81}', `outbound|81||${host}`],
    ] as const) {
      const trace = missing(more);
      expect(trace.verdict).toMatchObject({ cause: 'clusterMissing', step: cluster });
      expect(stepOf(trace, cluster)).toEqual({
        id: cluster,
        kind: 'cluster',
        outcome: 'denied',
        cluster: name,
        endpoint: null,
        address: null,
        checks: [],
      });
      expect(trace.caller).toEqual({ kind: 'http', status: 503, body: '', headers: [] });
      expect(trace.logs).toMatchObject([
        { status: 503, flags: ['NC'], details: 'cluster_not_found', cluster: null, route: 'n' },
      ]);
    }
    const gone = sent(virtualService('http: [{route: [{destination: {host: gone.example}}]}]'));
    expect(stepOf(gone, cluster)).toMatchObject({ cluster: 'outbound|80||gone.example' });
  });

  it('of a host that the proxy does not know counts on port 80 alone (4.13)', () => {
    const unknown = virtualService(`http: [{directResponse: {status: 418}}]`, 'other.example');
    expect(sent(unknown, call({ to: 'other.example' })).caller).toMatchObject({ status: 418 });
    expect(stepOf(sent(unknown, call({ to: 'other.example' })), route)).toMatchObject({ virtualHost: 'v' });
    const there =
      '{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e, namespace: a}, spec: {hosts: [e.example], ports: [{number: 81, name: http, protocol: HTTP}], resolution: DNS}}';
    const trace = sent(`${unknown}\n---\n${there}`, call({ to: 'other.example', port: 81 }));
    expect(stepOf(trace, route)).toMatchObject({ virtualHost: 'allow_any' });
  });
});

describe('bytes through a client’s proxy', () => {
  const tcp = call({ port: 9000, tcp: true });

  it('go by the route of a VirtualService, with the place it was written', () => {
    const trace = sent(virtualService(`tcp: [{${to(', port: {number: 8081}')}}]`), tcp);
    expect(stepOf(trace, route)).toEqual({
      id: route,
      kind: 'route',
      outcome: 'passed',
      virtualHost: 'v',
      route: null,
      checks: [{ ...check, source: { ...check.source, path: ['spec', 'tcp', 0] } }],
    });
    expect(stepOf(sent('', tcp), route)).toBeUndefined();
  });

  it('are closed where the cluster of the route does not exist', () => {
    const trace = sent(virtualService(`tcp: [{${to(', subset: v9')}}]`), tcp);
    expect(trace.verdict).toMatchObject({ cause: 'clusterMissing', step: cluster });
    expect(trace.caller).toEqual({ kind: 'closed' });
    expect(trace.logs).toMatchObject([{ log: 'tcp', status: null, flags: ['NC'], cluster: null }]);
    const port = sent(virtualService(`tcp: [{${to(', port: {number: 1}')}}]`), tcp);
    expect(port.logs).toMatchObject([{ log: 'tcp', status: null, flags: ['NC'], cluster: null }]);
  });

  it('are closed where nobody is behind the service', () => {
    const empty =
      '{apiVersion: v1, kind: Service, metadata: {name: e, namespace: b}, spec: {selector: {app: none}, ports: [{name: tcp, port: 7000}]}}';
    const trace = sent(empty, call({ to: 'e.b', port: 7000, tcp: true }));
    expect(trace.verdict).toMatchObject({ cause: 'noEndpoints' });
    expect(trace.logs).toMatchObject([
      { log: 'tcp', status: null, flags: ['UH'], cluster: 'outbound|7000||e.b.svc.cluster.local' },
    ]);
    const http = sent(empty.replace('name: tcp', 'name: http'), call({ to: 'e.b', port: 7000 }));
    expect(http.logs).toMatchObject([{ status: 503, flags: ['UH'], details: 'no_healthy_upstream', route: 'default' }]);
  });
});
