import type { World } from '../../controlplane/world.ts';
import type { Scope } from '../../model/invariant.ts';
import type { MatrixColumn, MatrixPlan, Probe } from '../../model/matrix.ts';
import type { Request, Target } from '../../model/request.ts';
import type { WorkloadId } from '../../model/resource.ts';
import { probesInDetail } from '../difference/operations.ts';
import { keyOf, plainProbe } from '../matrix/probes.ts';
import type { WideDemand } from './judge.ts';
import { outsideRequests } from './outsiders.ts';
import { inScope } from './scope.ts';

/** What is asked to find out about a demand. */
export type Question =
  /** Of every workload, but for the one that is asked about. */
  | { readonly kind: 'everybody'; readonly node: string; readonly key: string; readonly probe: Probe }
  /** One request, as it is. */
  | { readonly kind: 'one'; readonly request: Request };

/** An address that nobody has registered, dialled without a name. */
const someAddress = '203.0.113.10';

/**
 * All that is asked about a demand: the document's own requests; of everybody what the matrix asks, of what the demand is about in as much detail as its
 * policies tell apart, at its pods' own addresses too; then clients that have no sidecar or an identity that nobody knows,
 * and whoever comes from outside through the gateways.
 */
export function questionsOf(
  world: World,
  plan: MatrixPlan,
  own: readonly Request[],
  demand: WideDemand,
): readonly Question[] {
  const columns = plan.columns.flatMap((column): readonly Question[] => {
    const probes = isAbout(world, demand, column) ? probesInDetail([world], column) : column.probes;
    return probes.map((probe) => everybody(column.node, probe));
  });
  const requests = ownQuestions(own);
  if (demand.kind === 'egress') return [...requests, ...columns, ...beyond(world)];
  const pods = podsOf(world, scopeOf(demand)).flatMap(([workload, port]) => podQuestions(world, workload, port));
  const outside = outsideRequests(world).map((request): Question => ({ kind: 'one', request }));
  return [...requests, ...columns, ...pods, ...outside];
}

/** The document's own requests: of other times and other branches, too. */
export function ownQuestions(own: readonly Request[]): readonly Question[] {
  return own.map((request) => ({ kind: 'one', request }));
}

/** The part of the mesh that a demand is about. */
export function scopeOf(demand: WideDemand): Scope {
  switch (demand.kind) {
    case 'onlyCallers':
    case 'mtls':
    case 'knownIdentity':
      return demand.to;
    case 'noPlaintext':
      return demand.within;
    case 'egress':
      return demand.from;
  }
}

/** Whether any of what a demand speaks of is in the mesh: about nothing, everything is true. */
export function isThere(world: World, demand: WideDemand): boolean {
  const scope = scopeOf(demand);
  return [...world.cluster.workloads.keys()].some((id) => inScope(scope, id));
}

function everybody(node: string, probe: Probe): Question {
  return { kind: 'everybody', node, key: `${node}\n${keyOf(probe)}`, probe };
}

function isAbout(world: World, demand: WideDemand, column: MatrixColumn): boolean {
  if (column.namespace === null) return demand.kind === 'egress';
  const scope = scopeOf(demand);
  if (scope.kind === 'all') return true;
  const { namespace, name } = column;
  const service = world.cluster.services.get(`${name}.${namespace}.svc.cluster.local`);
  const behind = (service?.ports ?? []).flatMap((port) => world.cluster.endpoints(service?.hostname ?? '', port));
  return [...behind.map(({ workload }) => workload), column.node].some((id) => inScope(scope, asWorkload(world, id)));
}

function asWorkload({ cluster }: World, id: string | null): WorkloadId | null {
  for (const known of cluster.workloads.keys()) if (known === id) return known;
  return null;
}

/** Every port of every pod there. */
function podsOf({ cluster }: World, scope: Scope): readonly (readonly [WorkloadId, number])[] {
  return [...cluster.workloads.values()].flatMap(({ id, containerPorts, running, proxy }) => {
    if (!running || proxy === 'gateway' || proxy === 'waypoint' || !inScope(scope, id)) return [];
    return containerPorts
      .filter(({ protocol }) => protocol === 'TCP')
      .map(({ port }): readonly [WorkloadId, number] => [id, port]);
  });
}

/** A pod at its own address: asked by everybody, by a client without a certificate, and by one whose namespace is new. */
function podQuestions(world: World, workload: WorkloadId, port: number): readonly Question[] {
  const target: Target = { kind: 'workload', workload, port };
  const [namespace = '', name = ''] = workload.split('/');
  const plain = plainProbe(target, 'AUTO', false);
  const column: MatrixColumn = { node: workload, namespace, name, probes: [plain], registered: true };
  const newcomer = `${world.mesh.trustDomain.replaceAll('@', '.')}/ns/newcomer/sa/newcomer`;
  return probesInDetail([world], column).flatMap((probe): readonly Question[] => [
    everybody(workload, probe),
    stranger(probe, null),
    stranger(probe, newcomer),
  ]);
}

function stranger({ target, payload, tls }: Probe, identity: string | null): Question {
  const caller = { kind: 'peer', identity, ip: null, alpn: null, sni: null } as const;
  return { kind: 'one', request: { id: '', title: '', caller, target, payload, tls } };
}

/** The outside as the matrix does not ask for it: an address without a name, names that a wildcard covers, aliases. */
function beyond({ registry, cluster }: World): readonly Question[] {
  const wild = [...registry.values()].flat().flatMap(({ entry, hostname }) => {
    return entry?.external === true && hostname.startsWith('*.') ? [`other${hostname.slice(1)}`] : [];
  });
  const aliases = [...cluster.services.values()].flatMap(({ externalName, name, namespace }) =>
    externalName === null ? [] : [`${name}.${namespace}`],
  );
  return [someAddress, ...new Set(wild), ...aliases].flatMap((host) =>
    [80, 443].map((port) => {
      const target: Target = { kind: 'host', host, port, via: null };
      return everybody(`external:${host}`, plainProbe(target, port === 80 ? 'HTTP' : 'TCP', port === 443));
    }),
  );
}
