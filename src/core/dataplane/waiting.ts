import { selects } from '../cluster/endpoints.ts';
import type { Service, Workload } from '../cluster/types.ts';
import { timeOf } from '../controlplane/certificates.ts';
import type { World } from '../controlplane/world.ts';
import { note } from '../model/note.ts';
import type { SourceRef } from '../model/resource.ts';
import type { CallerView, Check, Determining } from '../model/trace.ts';
import { type InboundResult, stopped } from './inboundResult.ts';
import { enter, type Journey, record, type Stop } from './journey.ts';

/** The connection comes to a pod that is not there, or whose proxy is not up. */
export function arriveTooEarly(journey: Journey, world: World, server: Workload): InboundResult {
  const { id, waiting } = server;
  enter(
    journey,
    server.proxy === 'gateway' ? { kind: 'gateway', workload: id } : { kind: 'sidecar', workload: id, side: 'inbound' },
  );
  record(journey, { kind: 'capture', captured: true }, 'denied', [waitingCheck(world, server)]);
  // "Restarted proxies never become ready" (1.12): Envoy has no listener yet, so the kernel refuses the connection.
  const end = waiting === 'proxy' ? ({ kind: 'refused', proxied: false } as const) : ({ kind: 'timeout' } as const);
  return stopped(end, 'serverNotReady', waitingSetting(world, server));
}

/** A caller whose pod was never created sends nothing; one whose proxy is not up cannot connect to it. */
export function sendTooEarly(
  journey: Journey,
  world: World,
  client: Workload,
): { readonly stop: Stop; readonly view: CallerView } {
  const { id, waiting } = client;
  enter(journey, { kind: 'sidecar', workload: id, side: 'outbound' });
  record(journey, { kind: 'capture', captured: true }, 'denied', [waitingCheck(world, client)]);
  return {
    stop: { cause: 'callerNotReady', determining: waitingSetting(world, client) },
    view: waiting === 'proxy' ? { kind: 'refused' } : { kind: 'unknown' },
  };
}

/** A pod that takes no part because istiod was away when it, or its proxy, started. */
export function waitingCheck(world: World, workload: Workload): Check {
  return {
    kind: 'endpoint',
    name: workload.id,
    source: sourceOf(world, workload),
    matched: false,
    expected: { kind: 'value', value: 'ready' },
    actual: { kind: 'none' },
    children: [],
    ...(workload.waiting === undefined ? {} : { note: note('endpoint.waits', { reason: workload.waiting }) }),
  };
}

/** What the pod waits for decided; null: it waits for nothing. */
export function waitingSetting(world: World, workload: Workload | undefined): Determining | null {
  if (workload?.waiting === undefined) return null;
  const { started, restarted } = world.issuance.proxies.get(workload.id) ?? { started: null, restarted: null };
  const [name, since] =
    restarted !== null && workload.waiting === 'proxy' ? ['restarted', restarted] : ['started', started];
  return { kind: 'setting', ref: sourceOf(world, workload), name, value: since === null ? '' : timeOf(since) };
}

/** The pods that a service would lead to if they were ready. */
export function waitingBehind(world: World, service: Service): readonly Workload[] {
  return [...world.cluster.workloads.values()].filter(
    (workload) => workload.waiting !== undefined && selects(service, workload),
  );
}

function sourceOf({ issuance }: World, { id }: Workload): SourceRef | null {
  return issuance.proxies.get(id)?.source ?? issuance.outageSource;
}
