import { gatewayController, isKubernetesGateway } from '../../cluster/gatewayClass.ts';
import { matchesSelector } from '../../cluster/selectors.ts';
import { stringsAt } from '../../cluster/fields.ts';
import { podPathOf } from '../../cluster/podSource.ts';
import type { Workload } from '../../cluster/types.ts';
import type { Attachment } from '../../controlplane/policyAttachment.ts';
import type { Admitted, World } from '../../controlplane/world.ts';
import type { LensView } from '../../model/lens.ts';
import type { Path, Resource, ResourceId } from '../../model/resource.ts';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { leaveOut } from '../ladder/leaveOut.ts';
import { type Setting, setEach } from '../ladder/setEach.ts';
import type { EvaluationMemory } from '../memory.ts';
import { prepare } from '../prepare.ts';
import { withFile } from './addFile.ts';
import { asSelectors } from './asSelectors.ts';

const fileName = 'sidecars.yaml';
const inject = 'sidecar.istio.io/inject';
const dataplaneMode = 'istio.io/dataplane-mode';

/**
 * The mesh with sidecars in the place of ztunnels, without waypoints: what they enforce is bound to the pods behind them.
 * All else stays as it is written. What no selector can say is in `notes`. Never throws.
 */
export function asSidecars(document: HopwiseDocument, memory: EvaluationMemory): LensView {
  const { world, resources } = prepare(document, memory);
  const policies: readonly Admitted<Attachment>[] = [
    ...world.authorizationPolicies.values(),
    ...world.requestAuthentications.values(),
  ].flat();
  const rewritten = policies.map((policy) => ({ id: policy.resource.id, ...asSelectors(world, policy) }));
  const labels = resources.flatMap((resource) => relabelled(world, resource));
  const gone = new Set<ResourceId>([
    ...waypointResources(world, resources),
    ...rewritten.flatMap(({ goes, id }) => (goes ? [id] : [])),
  ]);
  const set = setEach(document, [...labels, ...rewritten.flatMap(({ settings }) => settings)]);
  const left = gone.size === 0 ? set : leaveOut(set, ({ id }) => gone.has(id));
  return {
    document: withFile(
      left,
      fileName,
      rewritten.flatMap(({ added }) => added),
    ),
    notes: rewritten.flatMap(({ notes }) => notes),
  };
}

const ambientLabel = /^istio\.io\/(?:dataplane-mode|(?:ingress-)?use-waypoint(?:-namespace|-canary)?)$/;

function withoutAmbient(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !ambientLabel.test(key)));
}

function relabelled(world: World, resource: Resource): readonly Setting[] {
  if (resource.kind === 'Namespace') return labelsAt(resource, ['metadata', 'labels'], ofNamespace(world, resource));
  const own = labelsAt(resource, ['metadata', 'labels'], {});
  const path = podPathOf(resource);
  const workload = [...world.cluster.workloads.values()].find((each) => each.resource === resource);
  if (path === undefined) return resource.kind.startsWith('Gateway') ? [] : own;
  const pod = [...path, 'metadata', 'labels'];
  const more = workload === undefined ? {} : ofPod(world, workload);
  return [
    ...(path.length === 0 ? [] : own),
    ...labelsAt(resource, pod, more),
    ...annotations(resource, path, workload),
  ];
}

/** A namespace in ambient mode gets sidecars. One that says no to them can hold pods that ask for ambient mode by themselves. */
function ofNamespace({ cluster }: World, { name, labels }: Resource): Readonly<Record<string, string | null>> {
  const ambient = [...cluster.workloads.values()].filter((each) => each.namespace === name && each.proxy === 'ambient');
  if (ambient.length === 0) return {};
  if (labels[dataplaneMode] === 'ambient') return { 'istio-injection': 'enabled', 'istio.io/rev': null };
  return { 'istio-injection': null };
}

/** What a pod must say of injection, to have a sidecar if it has a ztunnel now, and none if it has none. */
function ofPod({ cluster }: World, workload: Workload): Readonly<Record<string, string | null>> {
  const { proxy, hostNetwork, namespace } = workload;
  const wide = cluster.namespaces.get(namespace)?.labels[dataplaneMode] === 'ambient';
  if (proxy === 'ambient') return wide ? { [inject]: null } : { [inject]: 'true' };
  return proxy === 'none' && wide && !hostNetwork ? { [inject]: 'false' } : {};
}

/** An opt-out by annotation would keep the sidecar away. */
function annotations(resource: Resource, pod: Path, workload: Workload | undefined): readonly Setting[] {
  const path = [...pod, 'metadata', 'annotations'];
  const written = stringsAt(resource.body, ...path);
  if (workload?.proxy !== 'ambient' || written[inject] === undefined) return [];
  return [{ resource, path, value: Object.fromEntries(Object.entries(written).filter(([key]) => key !== inject)) }];
}

/** Null takes a label away. */
function labelsAt(resource: Resource, path: Path, change: Readonly<Record<string, string | null>>): readonly Setting[] {
  const before = stringsAt(resource.body, ...path);
  const value = Object.fromEntries(
    Object.entries({ ...withoutAmbient(before), ...change }).flatMap(([key, text]) =>
      text === null ? [] : [[key, text]],
    ),
  );
  return JSON.stringify(value) === JSON.stringify(before) ? [] : [{ resource, path, value }];
}

/** Waypoints: their Gateways, and pods and Services of theirs that stand in the text. */
function waypointResources({ cluster }: World, resources: readonly Resource[]): readonly ResourceId[] {
  const classes = cluster.byKind('GatewayClass');
  const pods = [...cluster.workloads.values()].filter(({ proxy }) => proxy === 'waypoint');
  const selected = ({ namespace, body }: Resource): boolean => {
    const labels = stringsAt(body, 'spec', 'selector');
    return (
      Object.keys(labels).length > 0 &&
      pods.some((pod) => pod.namespace === namespace && matchesSelector({ matchLabels: labels }, pod.labels))
    );
  };
  return resources.flatMap((resource): readonly ResourceId[] => {
    const waypoint = isKubernetesGateway(resource) && gatewayController(resource, classes) === 'waypoint';
    const isPod = pods.some((pod) => pod.resource === resource);
    return waypoint || isPod || (resource.kind === 'Service' && selected(resource)) ? [resource.id] : [];
  });
}
