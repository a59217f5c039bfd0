import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildWorld, type World } from '../../controlplane/world.ts';
import { randomCase } from '../../dataplane/properties/caseArbitrary.ts';
import { allObjects, type RandomMesh, readResources } from '../../dataplane/properties/randomMesh.ts';
import { seed, stepsOf } from '../../dataplane/properties/said.ts';
import { wayCase } from '../../dataplane/properties/wayArbitrary.ts';
import { send } from '../../dataplane/send.ts';
import { isObject, type JsonObject } from '../../model/json.ts';
import type { Request } from '../../model/request.ts';
import type { WorkloadId } from '../../model/resource.ts';
import type { Trace } from '../../model/trace.ts';
import { questionOf } from '../matrix/ask.ts';
import { planMatrix } from '../matrix/plan.ts';
import { zeroTrust } from './zeroTrust.ts';

const clock = '2026-01-01T00:00:00Z';
const optionsOf = ({ settings }: RandomMesh) => ({ mesh: settings, topology: null, clock, laboratory: true });

/** What the rung leaves of a mesh's own: whatever only ever refuses. */
function keptOf(mesh: RandomMesh): readonly JsonObject[] {
  return allObjects(mesh).filter(({ kind, spec }) => {
    const action = isObject(spec) ? (spec['action'] ?? 'ALLOW') : '';
    return (
      kind !== 'PeerAuthentication' && kind !== 'Sidecar' && !(kind === 'AuthorizationPolicy' && action === 'ALLOW')
    );
  });
}

/** Where everybody must show a certificate and dial what the registry has, and no policy allows anything or fails to. */
function groundOf(mesh: RandomMesh): World {
  const rootNamespace = mesh.settings['rootNamespace'] ?? 'istio-system';
  const strict = {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name: 'strict', namespace: rootNamespace },
    spec: { mtls: { mode: 'STRICT' } },
  };
  const settings = { ...mesh.settings, outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } };
  return buildWorld(readResources([...keptOf(mesh), strict]), optionsOf({ ...mesh, settings }));
}

function shut(mesh: RandomMesh, wanted: readonly Request[]): World {
  const kept = readResources(keptOf(mesh));
  const { written } = zeroTrust(kept, optionsOf(mesh), wanted);
  const world = buildWorld([...kept, ...readResources(written.map(({ body }) => body))], optionsOf(mesh));
  const own = new Set(kept.map(({ id }) => id));
  expect(world.rejected.filter(({ resource }) => !own.has(resource.id))).toEqual([]);
  return world;
}

const isDelivered = ({ verdict }: Trace): boolean => verdict.kind === 'allowed';
/** What the network sees of a delivery: pod to pod, and the port. */
const legOf = ({ request: { caller }, delivery }: Trace): string =>
  JSON.stringify([caller.kind === 'workload' ? caller.workload : null, delivery?.workload, delivery?.port]);

/** What the server's proxy sees of it: an identity, which workloads may share; and what is asked. */
const doorOf = ({ cluster }: World, trace: Trace, portAlone = false): string | null => {
  const {
    request: { caller },
    delivery,
  } = trace;
  const find = (id: WorkloadId | null | undefined) => (id == null ? undefined : cluster.workloads.get(id));
  const server = find(delivery?.workload);
  const client = caller.kind === 'workload' ? find(caller.workload) : undefined;
  // Without a sidecar nothing but the network stands before it.
  if (server?.proxy !== 'sidecar') return null;
  // On a TCP chain there is nothing to read.
  const isRead = stepsOf(trace).some((step) => step.kind === 'filterChain' && step.layer === 'HTTP');
  const asked = isRead && !portAlone ? [delivery?.method, delivery?.path?.replace(/[?#].*$/, '')] : [];
  return JSON.stringify([client?.namespace, client?.serviceAccount, server.id, delivery?.port, ...asked]);
};
const callsService = ({ caller, target }: Request): boolean => caller.kind === 'workload' && target.kind === 'host';

describe('the Zero Trust rung', { timeout: 120_000 }, () => {
  it('lets through the wanted requests, in any mesh, and none but them between its workloads', () => {
    let through = 0;
    let refused = 0;
    fc.assert(
      fc.property(randomCase({ policies: 4, requests: 10 }), ({ mesh, requests }) => {
        const wanted = requests.filter((request, index) => index % 2 === 0 && callsService(request));
        const ground = groundOf(mesh);
        const possible = wanted.map((request) => send(ground, request)).filter(isDelivered);
        const world = shut(mesh, wanted);
        for (const { request } of possible) {
          expect([request, send(world, request).verdict.kind]).toEqual([request, 'allowed']);
          through += 1;
        }
        const legs = new Set(possible.map(legOf));
        const doors = new Set([null, ...possible.map((trace) => doorOf(world, trace))]);
        const plan = planMatrix(world, requests);
        const asked = plan.rows.flatMap((row) =>
          plan.columns.flatMap(({ node, probes }) =>
            node === row.caller ? [] : probes.map((probe) => questionOf(row, probe, undefined)),
          ),
        );
        for (const trace of [...asked, ...requests].map((request) => send(world, request))) {
          if (!isDelivered(trace) || isLoopback(trace)) {
            refused += 1;
            continue;
          }
          expect(legs).toContain(legOf(trace));
          // Bytes that are wanted on a port without protocol bring HTTP of every kind with them.
          expect([doors.has(doorOf(world, trace)), doors.has(doorOf(world, trace, true))]).toContain(true);
        }
      }),
      { seed, numRuns: 150 },
    );
    expect(through).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(1000);
  });

  it('opens gateways and pods behind them to nothing but what is wanted', () => {
    let through = 0;
    let refused = 0;
    fc.assert(
      fc.property(wayCase, ({ mesh, requests }) => {
        const wanted = requests.filter((_, index) => index % 2 === 0);
        const world = shut(mesh, wanted);
        const ground = groundOf(mesh);
        const doors = new Set(
          wanted
            .map((request) => send(ground, request))
            .filter(isDelivered)
            .flatMap(wayOf),
        );
        const traces = requests.map((request) => send(world, request));
        const arrived = traces.filter((trace) => isDelivered(trace) && trace.delivery?.workload);
        expect(arrived.flatMap(wayOf).filter((door) => !doors.has(door))).toEqual([]);
        through += arrived.length;
        refused += traces.filter((trace) => !isDelivered(trace)).length;
      }),
      { seed: seed + 2, numRuns: 300 },
    );
    expect(through).toBeGreaterThan(30);
    expect(refused).toBeGreaterThan(500);
  });
});

/** The doors that a request came through: of gateways, and of the pod that it reached; each with its port. */
function wayOf(trace: Trace): readonly string[] {
  return trace.hops.flatMap(({ at, steps }) => {
    if (at.kind !== 'gateway' && !(at.kind === 'sidecar' && at.side === 'inbound')) return [];
    const { destination } = steps[0].packet;
    return [JSON.stringify([at.workload, destination.port])];
  });
}

/** "Localhost and own-pod-IP calls: not captured, no policy" (9.7). */
function isLoopback({ request: { caller }, delivery }: Trace): boolean {
  return caller.kind === 'workload' && delivery?.workload === caller.workload;
}
