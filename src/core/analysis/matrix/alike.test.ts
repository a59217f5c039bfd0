import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomCase } from '../../dataplane/properties/caseArbitrary.ts';
import { gatewayApiCase } from '../../dataplane/properties/gatewayApiArbitrary.ts';
import { networkCase } from '../../dataplane/properties/networkArbitrary.ts';
import { type RandomCase, worldOf } from '../../dataplane/properties/randomMesh.ts';
import { seed } from '../../dataplane/properties/said.ts';
import { wayCase } from '../../dataplane/properties/wayArbitrary.ts';
import { send } from '../../dataplane/send.ts';
import { buildWorld, type World } from '../../controlplane/world.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Request } from '../../model/request.ts';
import type { WorkloadId } from '../../model/resource.ts';
import { readManifests } from '../../yaml/manifest.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { answerOf, askerOf } from './alike.ts';

const from = (request: Request, workload: WorkloadId): Request => ({
  ...request,
  caller: { kind: 'workload', workload },
});

/** Asks every workload every question, and compares with sending each. */
function shared(world: World, requests: readonly Request[]) {
  const asker = askerOf(world);
  let asked = 0;
  for (const [index, request] of requests.entries()) {
    for (const id of world.cluster.workloads.keys()) {
      const mine = from(request, id);
      const answer = answerOf(send(world, mine));
      expect([id, request, asker.ask(String(index), id, () => mine)]).toEqual([id, request, answer]);
      asked += 1;
    }
  }
  return { asked, sent: asker.sent() };
}

const pod = (name: string, namespace: string, serviceAccountName: string, app: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels: { app } },
  spec: { serviceAccountName, containers: [{ name: 'app' }] },
});

/** Callers that are much like the mesh's own: of the same namespaces, with other accounts, or with other labels. */
function withTwins({ mesh, requests }: RandomCase): RandomCase {
  const twins = mesh.kubernetes.flatMap((object) =>
    readManifests(object).flatMap(({ draft }) => {
      if (draft === null || (draft.kind !== 'Pod' && draft.kind !== 'Deployment')) return [];
      const { name, namespace } = draft;
      return [
        pod(`${name}-a`, namespace, 'someone', 'nobody'),
        pod(`${name}-b`, namespace, 'other', 'nobody'),
        pod(`${name}-c`, namespace, name, 'nobody'),
        pod(`${name}-d`, namespace, 'someone', 'cart'),
      ];
    }),
  );
  return { mesh: { ...mesh, kubernetes: [...mesh.kubernetes, ...twins] }, requests };
}

const runs = 30;

describe('questions that differ in who asks', { timeout: 120_000 + runs * 1000 }, () => {
  const families = {
    policies: randomCase({ policies: 6, requests: 4 }),
    networks: networkCase(4),
    ways: wayCase,
    gatewayApi: gatewayApiCase,
  };
  for (const [name, family] of Object.entries(families)) {
    it(`are answered as if each were sent: ${name}`, () => {
      let all = 0;
      let sent = 0;
      fc.assert(
        fc.property(family, (random) => {
          const { mesh, requests } = withTwins(random);
          const outcome = shared(worldOf(mesh), requests);
          all += outcome.asked;
          sent += outcome.sent;
        }),
        { seed, numRuns: runs },
      );
      // Most are alike: else nothing was tried.
      expect(sent / all).toBeLessThan(0.8);
    });
  }

  it('asks each caller whose own policies act on what it sends', () => {
    const { resources } = parseDocument({ files: [{ name: 'x.yaml', text: wildcard }] });
    const world = buildWorld(resources, { mesh: {}, topology: null, clock: '2026-01-01T00:00:00Z' });
    const request: Request = {
      id: 'r',
      title: '',
      caller: { kind: 'external', ip: null },
      target: { kind: 'host', host: 'one.wild.example', port: 443, via: null },
      payload: { kind: 'tcp' },
      tls: { sni: 'one.wild.example', alpn: [] },
    };
    const asker = askerOf(world);
    const verdicts = [...world.cluster.workloads.keys()].map(
      (id) => asker.ask('q', id, () => from(request, id)).verdict,
    );
    expect(verdicts).toEqual(['denied', 'allowed']);
  });
});

const wildcard = `
{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {istio-injection: enabled}}}
---
{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}}, spec: {serviceAccountName: web, containers: [{name: app}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: db, namespace: shop, labels: {app: db}}, spec: {serviceAccountName: db, containers: [{name: app}]}}
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: wild, namespace: shop}
spec:
  hosts: ['*.wild.example']
  ports: [{number: 443, name: tls, protocol: TLS}]
  resolution: DYNAMIC_DNS
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: shut, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  action: ALLOW
`;
