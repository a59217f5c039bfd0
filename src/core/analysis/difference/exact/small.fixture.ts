import fc from 'fast-check';
import type { Caller, Payload, Request, Target } from '../../../model/request.ts';
import { type WorkloadId, workloadId } from '../../../model/resource.ts';

const path = fc.constantFrom('/', '/a', '/a/*', '*/b', '/a*', '/{*}', '/a/{**}', '/b');
const source = fc.oneof(
  fc.record({ principals: list('cluster.local/ns/a/sa/c', 'cluster.local/ns/b/*', '*', '*/sa/s', 'x*') }),
  fc.record({ namespaces: list('a', 'b', 'leg*') }),
  fc.record({ notPrincipals: list('cluster.local/ns/a/sa/c', 'cluster.local/ns/b/sa/s') }),
  fc.record({ serviceAccounts: list('c', 'a/c', 'b/s') }),
  fc.record({ ipBlocks: list('10.0.0.0/8', '192.0.2.0/24') }),
  fc.record({ notRemoteIpBlocks: list('10.0.0.0/8', '192.0.2.0/25') }),
);
const operation = fc.oneof(
  fc.record({ methods: list('GET', 'POST', 'P*'), paths: fc.array(path, { minLength: 1, maxLength: 2 }) }),
  fc.record({ paths: fc.array(path, { minLength: 1, maxLength: 2 }) }),
  fc.record({ notPaths: fc.array(path, { minLength: 1, maxLength: 2 }) }),
  fc.record({ notMethods: list('GET', '*') }),
  fc.record({ hosts: list('s.b', 's*', 'x.y') }),
  fc.record({ ports: list('8080', '9000') }),
);
const condition = fc.oneof(
  fc.record({ key: fc.constant('request.headers[x-team]'), values: list('a', 'ab', 'a*', '*b', '*') }),
  fc.record({ key: fc.constant('request.headers[x-team]'), notValues: list('a', 'a*', '*') }),
  fc.record({ key: fc.constant('source.namespace'), notValues: list('a', 'b') }),
);
const rule = fc.record(
  {
    from: fc.array(fc.record({ source }), { minLength: 1, maxLength: 2 }),
    to: fc.array(fc.record({ operation }), { minLength: 1, maxLength: 2 }),
    when: fc.array(condition, { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: [] },
);
export const policy = fc.record({
  action: fc.constantFrom('ALLOW', 'ALLOW', 'DENY'),
  rules: fc.array(rule, { minLength: 1, maxLength: 2 }),
});
export const route = fc.option(
  fc.constantFrom(
    '{match: [{uri: {prefix: /a}, headers: {x-team: {exact: a}}}], fault: {abort: {httpStatus: 500, percentage: {value: 100}}}}',
    '{match: [{method: {exact: POST}}, {uri: {regex: "/a/.+"}}], directResponse: {status: 204}}',
    '{match: [{withoutHeaders: {x-team: {}}, uri: {exact: /b}}], redirect: {uri: /c}}',
  ),
  { nil: '' },
);
const mode = fc.constantFrom('STRICT', 'PERMISSIVE', 'DISABLE');
export const network = fc.option(
  fc.constantFrom(
    '[{from: [{podSelector: {}}]}]',
    '[{from: [{ipBlock: {cidr: 192.0.2.0/24}}]}]',
    '[{from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: c}}}]}]',
  ),
  { nil: '' },
);
/** A small mesh: what stands in namespace `b` of the base mesh. */
export const draft = fc.record({ policies: fc.array(policy, { maxLength: 3 }), route, mode, network });
export type Draft = typeof draft extends fc.Arbitrary<infer T> ? T : never;

export function list(...values: readonly string[]): fc.Arbitrary<string[]> {
  return fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
}

export function textOf({ policies, route: written, mode: mtls, network: rules }: Draft): string {
  const parts = policies.map(
    (spec, index) =>
      `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: p${index}, namespace: b}\nspec: ${JSON.stringify(spec)}`,
  );
  parts.push(
    `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: d, namespace: b}\nspec: {mtls: {mode: ${mtls}}}`,
  );
  if (written !== '')
    parts.push(
      `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: v, namespace: b}\nspec: {hosts: [s], http: [${written}, {route: [{destination: {host: s}}]}]}`,
    );
  if (rules !== '')
    parts.push(
      `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n, namespace: b}\nspec: {podSelector: {}, ingress: ${rules}}`,
    );
  return parts.join('\n---\n');
}

/** Who calls in the base mesh. */
export const sidecarCallers = [workloadId('a', 'c'), workloadId('legacy', 'n'), workloadId('b', 's')];

/** A bounded space, whole: every request of it. `callers`: who dials the service `b/s` by its name. */
export function space(callers: readonly WorkloadId[]): readonly Request[] {
  const requests: Request[] = [];
  const pod = workloadId('b', 's');
  const payloads: Payload[] = [{ kind: 'tcp' }];
  const teams: readonly (readonly string[])[] = [[], [''], ['a'], ['ab'], ['a', 'b']];
  for (const method of ['GET', 'POST'])
    for (const at of ['/', '/a', '/b', '/a/b', '/ab'])
      for (const team of teams)
        payloads.push({
          kind: 'http',
          method,
          path: at,
          host: null,
          version: '1.1',
          headers: team.map((value) => ['x-team', value]),
        });
  const dialled = [80, 8081, 9000].map((port): Target => ({ kind: 'host', host: 's.b', port, via: null }));
  for (const payload of payloads) {
    for (const target of dialled)
      for (const workload of callers)
        requests.push({ id: '', title: '', caller: { kind: 'workload', workload }, target, payload, tls: null });
    for (const port of [8080, 9000]) {
      for (const identity of [null, 'cluster.local/ns/a/sa/c', 'cluster.local/ns/b/sa/s', 'x/ns/a/sa/c']) {
        for (const ip of ['10.1.1.1', '192.0.2.200']) {
          for (const [host, forwarded] of [
            ['s.b', null],
            ['x.y', '192.0.2.1'],
          ] as const) {
            const caller: Caller = { kind: 'peer', identity, ip, alpn: null, sni: null };
            const sent: Payload =
              payload.kind === 'tcp'
                ? payload
                : {
                    ...payload,
                    host,
                    headers:
                      forwarded === null ? payload.headers : [...payload.headers, ['x-forwarded-for', forwarded]],
                  };
            requests.push({
              id: '',
              title: '',
              caller,
              target: { kind: 'workload', workload: pod, port },
              payload: sent,
              tls: null,
            });
          }
        }
      }
    }
  }
  return requests;
}
