import { hostnameOf } from '../../../cluster/services.ts';
import type { Workload } from '../../../cluster/types.ts';
import type { World } from '../../../controlplane/world.ts';
import type { ExactTarget } from './bench.ts';

/** The Service of a gateway through which a target is reached from outside; null: it is reached from within. */
export function viaOf({ target }: Pick<ExactTarget, 'target'>): string | null {
  return target.kind === 'host' ? target.via : null;
}

/** The ports of the Services before gateways: what somebody outside can dial. Under whatever name, so none is told. */
export function outsideTargets({ cluster }: World): readonly ExactTarget[] {
  const services = new Set(
    [...cluster.workloads.values()]
      .filter(({ proxy, running }) => proxy === 'gateway' && running)
      .flatMap(({ id }) => cluster.servicesOf(id)),
  );
  return [...services].flatMap(({ namespace, name, ports }) =>
    ports
      .filter(({ protocol }) => protocol === 'TCP')
      .map(({ port }): ExactTarget => {
        const via = `${namespace}/${name}`;
        return { to: `${via}:${port}`, target: { kind: 'host', host: '', port, via }, tls: null, pod: null };
      }),
  );
}

/** The gateways' pods behind the port that is dialled. */
export function gatewaysBehind({ cluster }: World, target: Pick<ExactTarget, 'target'>): readonly Workload[] {
  const [namespace = '', name = ''] = (viaOf(target) ?? '').split('/');
  const service = cluster.services.get(hostnameOf(name, namespace));
  const ports = (service?.ports ?? []).filter(({ port }) => port === target.target.port);
  return ports
    .flatMap((port) => (service === undefined ? [] : cluster.endpoints(service.hostname, port)))
    .flatMap(({ workload }) => (workload === null ? [] : (cluster.workloads.get(workload) ?? [])));
}

/** Names that read well in an example: those that gateways route, and one that nobody has thought of. */
export function outsideHosts({ virtualServices }: World): readonly string[] {
  const bound = virtualServices.filter(({ spec }) => (spec.gateways ?? []).some((name) => name !== 'mesh'));
  const hosts = bound.flatMap(({ spec }) => spec.hosts ?? []);
  return hosts.length === 0 ? [] : [...hosts.filter((host) => !host.includes('*')), 'unknown.example'];
}
