import { objectsAt, valueAt } from '../../cluster/fields.ts';
import type { World } from '../../controlplane/world.ts';
import type { JsonObject } from '../../model/json.ts';
import type { RepairEdit } from '../../model/repair.ts';
import type { Request } from '../../model/request.ts';
import { type Path, resourceId } from '../../model/resource.ts';
import type { Hop, Step, Trace } from '../../model/trace.ts';
import { ruleFor } from './allow.ts';
import { bringIn } from './bringIn.ts';
import { besideOf, bodyOf, freeName, meaning, type Site } from './site.ts';

/** Edits after which an allowed request may be denied; whether it is, is found by sending it again. Empty for all others. */
export function stopProposals(world: World, request: Request, trace: Trace): readonly RepairEdit[] {
  if (trace.verdict.kind !== 'allowed') return [];
  const doors = trace.hops.flatMap((hop) => siteAt(world, request, trace, hop) ?? []);
  const door = doors.at(-1);
  return [
    ...(door === undefined ? [] : [...narrowed(door), ...denied(door)]),
    ...shutIn(world, request),
    ...bringIn(world, request, trace),
  ];
}

/** A proxy on the way that could refuse. */
function siteAt(world: World, request: Request, trace: Trace, { at, steps }: Hop): Site | null {
  if (!('workload' in at) || at.kind === 'app' || ('side' in at && at.side === 'outbound')) return null;
  const place = world.cluster.workloads.get(at.workload);
  const step = deciding(steps);
  const { packet } = step;
  const sender = packet.source.workload === null ? undefined : world.cluster.workloads.get(packet.source.workload);
  const determining = trace.verdict.kind === 'allowed' ? trace.verdict.determining : null;
  return { world, request, trace, step, packet, determining, sender, place };
}

/** Where its policies are asked; without any, where HTTP is read or the connection taken. */
function deciding(steps: Hop['steps']): Step {
  return steps.findLast(({ kind }) => kind === 'rbac') ?? steps.findLast(({ kind }) => kind === 'codec') ?? steps[0];
}

/** The rule that let it pass loses the caller, or goes. */
function narrowed(site: Site): readonly RepairEdit[] {
  const { determining, packet } = site;
  if (determining?.kind !== 'matched') return [];
  const [{ resource, rule }] = determining.rules;
  const body = bodyOf(site, resource);
  if (body === null) return [];
  const at: Path = ['spec', 'rules', rule];
  const repairs: RepairEdit[] = [];
  for (const [index, entry] of objectsAt(body, ...at, 'from').entries()) {
    const principals = valueAt(entry, ['source', 'principals']);
    const own = Array.isArray(principals) ? principals.indexOf(packet.peer) : -1;
    if (!Array.isArray(principals) || own < 0 || principals.length < 2) continue;
    const path: Path = [...at, 'from', index, 'source', 'principals', own];
    repairs.push({
      code: 'dropCaller',
      args: { resource, value: packet.peer ?? '' },
      edits: [{ op: 'remove', resource, path }],
    });
  }
  return [...repairs, { code: 'dropRule', args: { resource }, edits: [{ op: 'remove', resource, path: at }] }];
}

/** "DENY policies are evaluated before ALLOW ones." */
function denied(site: Site): readonly RepairEdit[] {
  const { world, place, sender } = site;
  if (place === undefined) return [];
  const kind = 'AuthorizationPolicy';
  const { namespace } = place;
  const name = freeName(world, kind, namespace, `deny-${sender?.name ?? 'caller'}-to-${place.name}`);
  const gateway = place.labels['gateway.networking.k8s.io/gateway-name'];
  const attached: JsonObject =
    place.proxy === 'waypoint' && gateway !== undefined
      ? { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: gateway }] }
      : { selector: { matchLabels: meaning(place) } };
  const manifest: JsonObject = {
    apiVersion: 'security.istio.io/v1',
    kind,
    metadata: { name, namespace },
    spec: { ...attached, action: 'DENY', rules: [ruleFor(site)] },
  };
  const resource = resourceId(kind, namespace, name);
  return [
    { code: 'newDeny', args: { resource }, edits: [{ op: 'add', beside: besideOf(world, kind, place), manifest }] },
  ];
}

/** "REGISTRY_ONLY drops outbound traffic to unknown hosts": the caller's Sidecar says so. */
function shutIn(world: World, { caller }: Request): readonly RepairEdit[] {
  const client = caller.kind === 'workload' ? world.cluster.workloads.get(caller.workload) : undefined;
  if (client === undefined || client.proxy !== 'sidecar') return [];
  const kind = 'Sidecar';
  const name = freeName(world, kind, client.namespace, `${client.name}-known-hosts`);
  const manifest: JsonObject = {
    apiVersion: 'networking.istio.io/v1',
    kind,
    metadata: { name, namespace: client.namespace },
    spec: {
      workloadSelector: { labels: meaning(client) },
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
      egress: [{ hosts: ['*/*'] }],
    },
  };
  const resource = resourceId(kind, client.namespace, name);
  return [
    {
      code: 'knownHosts',
      args: { resource, workload: client.id },
      edits: [{ op: 'add', beside: besideOf(world, kind, client), manifest }],
    },
  ];
}
