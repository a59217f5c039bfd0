import { resolveName } from '../../cluster/dns.ts';
import type { Service, Workload } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import type { MatrixColumn, MatrixPlan, MatrixRow, PreparedCell, Probe } from '../../model/matrix.ts';
import { requestWords } from '../../model/naming.ts';
import type { Request } from '../../model/request.ts';
import { outsideColumns } from './outsideColumns.ts';
import { askedOnce, plainProbe, sameQuestion } from './probes.ts';

/**
 * Who is asked about whom: every workload that runs and is no proxy itself, against every service, every pod that has
 * ports and no service, and the hosts outside. A prepared request is asked of all callers, in the place of a plain one.
 */
export function planMatrix(world: World, requests: readonly Request[]): MatrixPlan {
  const rows = rowsOf(world);
  // Of one moment, and of what proxies do most: other times and other branches are stories of their own.
  const calls = requests.filter(
    ({ caller, at, draws }) =>
      caller.kind === 'workload' && caller.past === undefined && at === undefined && draws === undefined,
  );
  const dialled = new Map(calls.map((request) => [request, dialledHost(world, request)]));
  const to = (host: string): readonly Request[] => calls.filter((request) => dialled.get(request) === host);
  const columns = [...insideColumns(world, to), ...outsideColumns(world, calls, to)];
  return { rows, columns, prepared: preparedCells(rows, columns, calls, dialled) };
}

function rowsOf({ cluster }: World): readonly MatrixRow[] {
  return [...cluster.workloads.values()]
    .filter(isMember)
    .map(({ id, namespace, name }) => ({ caller: id, namespace, name }))
    .sort((a, b) => place(cluster, a.namespace) - place(cluster, b.namespace));
}

function isMember({ running, proxy }: Workload): boolean {
  return running && proxy !== 'gateway' && proxy !== 'waypoint';
}

function insideColumns(world: World, to: (host: string) => readonly Request[]): readonly MatrixColumn[] {
  const { cluster } = world;
  const served = new Set<string>();
  const services = [...cluster.services.values()].flatMap((service): MatrixColumn[] => {
    const ports = service.ports.filter(({ protocol }) => protocol === 'TCP');
    const behind = ports.flatMap((port) => cluster.endpoints(service.hostname, port)).map(({ workload }) => workload);
    for (const id of behind) if (id !== null) served.add(id);
    const [node] = behind;
    const server = node ? cluster.workloads.get(node) : undefined;
    if (!server || !isMember(server)) return [];
    return [{ ...common(service, server), probes: serviceProbes(service, to(service.hostname)) }];
  });
  const bare = [...cluster.workloads.values()].flatMap((workload): MatrixColumn[] => {
    const ports = workload.containerPorts.filter(({ protocol }) => protocol === 'TCP');
    if (served.has(workload.id) || ports.length === 0 || !isMember(workload)) return [];
    const probes = ports.map(({ port }) =>
      plainProbe({ kind: 'workload', workload: workload.id, port }, 'AUTO', false),
    );
    return [{ ...common(workload, workload), probes }];
  });
  return [...services, ...bare].sort((a, b) => place(cluster, a.namespace) - place(cluster, b.namespace));
}

function common({ namespace, name }: Pick<Service, 'namespace' | 'name'>, server: Workload) {
  return { node: server.id, namespace, name, registered: true };
}

function place({ namespaces }: World['cluster'], namespace: string | null): number {
  return [...namespaces.keys()].indexOf(namespace ?? '');
}

/** What the document asks of a service, each once, and a plain request to every other port. */
function serviceProbes({ name, namespace, ports }: Service, requests: readonly Request[]): readonly Probe[] {
  const host = `${name}.${namespace}`;
  return ports.flatMap((port): Probe[] => {
    if (port.protocol !== 'TCP') return [];
    const target = { kind: 'host', host, port: port.port, via: null } as const;
    const asked = askedOnce(requests.filter((request) => request.target.port === port.port)).map((request) => ({
      words: requestWords(request),
      target,
      payload: request.payload,
      tls: request.tls,
    }));
    return asked.length > 0 ? asked : [plainProbe(target, port.declared, port.application === 'tls')];
  });
}

/** The name that a request dials, in full; null: an address of a pod. */
function dialledHost({ cluster }: World, { caller, target }: Request): string | null {
  if (target.kind === 'workload') return null;
  const namespace = caller.kind === 'workload' ? (cluster.workloads.get(caller.workload)?.namespace ?? '') : '';
  const found = resolveName(cluster, target.host, namespace);
  return found.kind === 'service' ? found.service.hostname : target.host;
}

function preparedCells(
  rows: readonly MatrixRow[],
  columns: readonly MatrixColumn[],
  requests: readonly Request[],
  dialled: ReadonlyMap<Request, string | null>,
): readonly PreparedCell[] {
  const rowOf = new Map(rows.map(({ caller }, index) => [String(caller), index]));
  const columnOf = new Map(columns.map((column, index) => [hostOf(column), index]));
  return requests.flatMap((request): PreparedCell[] => {
    const row = request.caller.kind === 'workload' ? rowOf.get(request.caller.workload) : undefined;
    const column = columnOf.get(dialled.get(request) ?? '');
    if (row === undefined || column === undefined) return [];
    const probe = columns[column]?.probes.findIndex((each) => sameQuestion(each, request)) ?? -1;
    return probe < 0 ? [] : [{ row, column, probe, request }];
  });
}

/** What `dialledHost` says of requests to a column. */
function hostOf({ namespace, name }: MatrixColumn): string {
  return namespace === null ? name : `${name}.${namespace}.svc.cluster.local`;
}
