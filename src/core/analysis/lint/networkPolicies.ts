import { nameLookup } from '../../dataplane/network/nameLookup.ts';
import { networkPolicies as answerOf } from '../../dataplane/network/networkPolicy.ts';
import { listensOn } from '../../cluster/listens.ts';
import { targetPortOf } from '../../cluster/services.ts';
import { numberAt, objectAt, objectsAt, stringsAt } from '../../cluster/fields.ts';
import { matchesSelector } from '../../cluster/selectors.ts';
import type { Workload } from '../../cluster/types.ts';
import { isObject, type JsonObject } from '../../model/json.ts';
import type { Edit, Finding } from '../../model/lint.ts';
import type { Path, Resource } from '../../model/resource.ts';
import type { Facts, Lint } from './facts.ts';
import { hint, rename, set, warning } from './finding.ts';
import { nearestName } from './likeness.ts';
import { istiodPod } from './istiodPod.ts';

const nameLabel = 'kubernetes.io/metadata.name';

/** NetworkPolicies that cut off more than was meant, or let in more. */
export const networkPolicies: Lint = (facts) =>
  [...facts.world.networkPolicies.values()].flat().flatMap(({ resource }) => {
    const selector = objectAt(resource.body, 'spec', 'podSelector');
    const pods = facts
      .inNamespace(resource.namespace)
      .filter((pod) => !pod.hostNetwork && matchesSelector(selector, pod.labels));
    return [
      ...types(resource),
      ...lifelines(facts, resource, pods),
      ...peers(facts, resource),
      ...ports(facts, resource, pods),
    ];
  });

/** "policyTypes omitted, only egress rules → ingress becomes isolated with no allow" (10.2, case 87). */
function types(resource: Resource): readonly Finding[] {
  const spec = objectAt(resource.body, 'spec');
  const given = Array.isArray(spec['policyTypes']) && spec['policyTypes'].length > 0;
  if (given || objectsAt(spec, 'egress').length === 0 || spec['ingress'] !== undefined) return [];
  return [
    warning('ingressShutToo', resource, ['spec', 'egress'], {
      on: 'key',
      fix: [set(resource, ['spec', 'policyTypes'], ['Egress'])],
    }),
  ];
}

/** "Sidecar pods with egress isolation must allow DNS and istiod:15012" (10.11). */
function lifelines({ world }: Facts, resource: Resource, pods: readonly Workload[]): readonly Finding[] {
  const meshed = pods.filter(({ proxy }) => proxy === 'sidecar' || proxy === 'gateway');
  const found: Finding[] = [];
  const egress = { kind: 'egress' as const, path: ['spec', 'egress'] };
  const where = objectAt(resource.body, 'spec')['egress'] === undefined ? ['spec'] : egress.path;
  const rules = objectsAt(resource.body, 'spec', 'egress').length;
  const isFirst = (by: Resource): boolean => by.id === resource.id;
  const mute = pods.find((pod) => {
    const answer = nameLookup(world, pod);
    return answer !== null && answer.verdict === 'deny' && answer.direction === 'egress' && isFirst(answer.policy);
  });
  if (mute !== undefined) {
    const rule = {
      to: [{ namespaceSelector: { matchLabels: { [nameLabel]: 'kube-system' } } }],
      ports: [
        { protocol: 'UDP', port: 53 },
        { protocol: 'TCP', port: 53 },
      ],
    };
    found.push(
      warning('dnsShut', resource, where, {
        args: { workload: mute.name },
        on: 'key',
        fix: [set(resource, ['spec', 'egress', rules], rule)],
      }),
    );
  }
  const istiod = istiodPod(world);
  const lost = meshed.find((pod) => {
    if (pod.id === istiod.id) return false;
    const answer = answerOf(world, 'egress', {
      pod,
      peer: istiod,
      peerIp: istiod.ip,
      destination: istiod,
      protocol: 'TCP',
      port: 15012,
    });
    return answer !== null && answer.match === 'no' && isFirst(answer.policy);
  });
  if (lost !== undefined) {
    const root = world.mesh.rootNamespace;
    const rule = {
      to: [
        { namespaceSelector: { matchLabels: { [nameLabel]: root } }, podSelector: { matchLabels: { app: 'istiod' } } },
      ],
      ports: [{ protocol: 'TCP', port: 15012 }],
    };
    found.push(
      warning('istiodShut', resource, where, {
        args: { workload: lost.name, root },
        on: 'key',
        fix: [set(resource, ['spec', 'egress', rules], rule)],
      }),
    );
  }
  return found;
}

interface Peer {
  readonly peer: JsonObject;
  readonly path: Path;
  readonly list: readonly JsonObject[];
  readonly index: number;
}

function peersOf({ body }: Resource): readonly Peer[] {
  return (
    [
      ['ingress', 'from'],
      ['egress', 'to'],
    ] as const
  ).flatMap(([direction, field]) =>
    objectsAt(body, 'spec', direction).flatMap((rule, at) =>
      objectsAt(rule, field).map((peer, index, list) => ({
        peer,
        path: ['spec', direction, at, field, index],
        list,
        index,
      })),
    ),
  );
}

function peers({ world }: Facts, resource: Resource): readonly Finding[] {
  return peersOf(resource).flatMap(({ peer, path, list, index }): readonly Finding[] => {
    const found: Finding[] = [];
    const next = list[index + 1];
    // "Both in one item → AND; as two list items → OR" (10.7).
    if (next !== undefined && only(peer, 'namespaceSelector') && only(next, 'podSelector')) {
      const at = [...path.slice(0, -1), index + 1];
      const joined: readonly Edit[] = [
        set(resource, [...path, 'podSelector'], objectAt(next, 'podSelector')),
        { op: 'remove', resource: resource.id, path: at },
      ];
      found.push(hint('splitPeer', resource, at, { args: { where: resource.namespace }, fix: joined }));
    }
    const labels = stringsAt(peer, 'namespaceSelector', 'matchLabels');
    const expressions = objectsAt(peer, 'namespaceSelector', 'matchExpressions');
    const namespaces = [...world.cluster.namespaces.values()];
    const some = namespaces.some((each) => matchesSelector(objectAt(peer, 'namespaceSelector'), each.labels));
    if ('namespaceSelector' in peer && !some && expressions.length === 0) {
      const at = [...path, 'namespaceSelector', 'matchLabels'];
      const [key, value] = Object.entries(labels)[0] ?? ['', ''];
      const single = Object.keys(labels).length === 1;
      const names = namespaces.map(({ name }) => name);
      const near = key === nameLabel ? nearestName(value, names) : null;
      // "Namespace by name: label kubernetes.io/metadata.name" (10.7).
      const fix: readonly Edit[] =
        single && names.includes(value)
          ? [rename(resource, [...at, key], nameLabel)]
          : near === null
            ? []
            : [set(resource, [...at, key], near)];
      found.push(
        warning('peerNamespaceUnknown', resource, at, {
          args: {
            labels: Object.entries(labels)
              .map((each) => each.join('='))
              .join(', '),
          },
          fix,
        }),
      );
    }
    return found;
  });
}

function only(peer: JsonObject, key: string): boolean {
  return (
    Object.keys(peer).length === 1 && key in peer && isObject(peer[key]) && Object.keys(objectAt(peer, key)).length > 0
  );
}

/** "Port is the pod port after Service DNAT, not the Service port"; "ambient: pod→pod mesh traffic is TCP 15008" (10.9, 10.11). */
function ports({ world }: Facts, resource: Resource, pods: readonly Workload[]): readonly Finding[] {
  const found: Finding[] = [];
  const ambient = pods.find(({ proxy }) => proxy === 'ambient');
  objectsAt(resource.body, 'spec', 'ingress').forEach((rule, at) => {
    const entries = objectsAt(rule, 'ports');
    entries.forEach((entry, index) => {
      const number = numberAt(entry, 'port');
      if (number === null || entry['protocol'] === 'UDP' || entry['endPort'] !== undefined) return;
      if (pods.length === 0 || pods.some((pod) => listensOn(world.cluster, pod).has(number) || number === 15008))
        return;
      const meant = pods.flatMap((pod) =>
        world.cluster
          .servicesOf(pod.id)
          .flatMap((service) =>
            service.ports
              .filter(({ port }) => port === number)
              .map((port) => ({ service: service.name, target: targetPortOf(port, pod) })),
          ),
      )[0];
      if (meant === undefined || meant.target === null) return;
      const path = ['spec', 'ingress', at, 'ports', index, 'port'];
      found.push(
        warning('networkServicePort', resource, path, {
          args: { port: String(number), target: String(meant.target), service: meant.service },
          fix: [set(resource, path, meant.target)],
        }),
      );
    });
    const last = entries.length;
    const tunnel = entries.some((entry) => {
      const [from, to] = [numberAt(entry, 'port'), numberAt(entry, 'endPort')];
      return (
        entry['port'] === undefined || from === 15008 || (from !== null && to !== null && from <= 15008 && to >= 15008)
      );
    });
    const tcp = entries.some((entry) => entry['protocol'] !== 'UDP');
    if (ambient === undefined || last === 0 || tunnel || !tcp) return;
    const path = ['spec', 'ingress', at, 'ports'];
    found.push(
      warning('tunnelShut', resource, path, {
        args: { workload: ambient.name },
        on: 'key',
        fix: [set(resource, [...path, last], { protocol: 'TCP', port: 15008 })],
      }),
    );
  });
  return found;
}
