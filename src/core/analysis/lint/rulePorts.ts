import { listensOn } from '../../cluster/listens.ts';
import { targetPortOf } from '../../cluster/services.ts';
import type { Workload } from '../../cluster/types.ts';
import type { World } from '../../controlplane/world.ts';
import type { Finding } from '../../model/lint.ts';
import type { Facts, Lint } from './facts.ts';
import { set, warning } from './finding.ts';
import { authorizationPolicies, rulesOf } from './policies.ts';
import { selectedBy } from './policyTargets.ts';

const names: readonly string[] = ['ports', 'destination.port'];

/** "Ports: sidecar → the pod port, not the service port; ztunnel → pod port" (2.2). */
export const rulePorts: Lint = (facts) =>
  authorizationPolicies(facts.world).flatMap((policy) => {
    const fields = rulesOf(policy).flatMap((rule) => rule.fields.filter(({ name }) => names.includes(name)));
    if (fields.length === 0) return [];
    const selected = selectedBy(facts, policy);
    // A gateway listens where its Gateways say, and on a policy for many one of them may be meant.
    if (selected.length === 0 || selected.some(({ proxy }) => proxy !== 'sidecar' && proxy !== 'ambient')) return [];
    return fields.flatMap(({ values, path }) =>
      values.flatMap((value, index): readonly Finding[] => {
        const port = Number(value);
        if (selected.some((workload) => takes(facts, workload, port))) return [];
        const behind = servicePort(facts.world, selected, port);
        const [first] = selected;
        const at = [...path, index];
        if (behind === null)
          return [
            warning('portUnused', policy.resource, at, {
              args: { port: value, workload: first?.name ?? '', more: String(selected.length - 1) },
            }),
          ];
        const target = String(behind.target);
        const fix = values.includes(target) ? [] : [set(policy.resource, at, target)];
        return [
          warning('servicePortInRule', policy.resource, at, {
            args: { port: value, target, service: behind.service },
            fix,
          }),
        ];
      }),
    );
  });

function takes({ world, declared }: Facts, workload: Workload, port: number): boolean {
  if (listensOn(world.cluster, workload).has(port)) return true;
  return workload.proxy === 'sidecar' && declared(workload).has(port);
}

function servicePort(world: World, workloads: readonly Workload[], port: number) {
  for (const workload of workloads) {
    for (const service of world.cluster.servicesOf(workload.id)) {
      const found = service.ports.find((each) => each.port === port);
      const target = found === undefined ? null : targetPortOf(found, workload);
      if (target !== null) return { service: service.name, target };
    }
  }
  return null;
}
