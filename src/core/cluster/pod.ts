import type { JsonObject } from '../model/json.ts';
import { onceEach } from '../model/onceEach.ts';
import type { Path, Resource } from '../model/resource.ts';
import { numberAt, objectAt, objectsAt, stringsAt, textAt, valueAt } from './fields.ts';
import { podPathOf } from './podSource.ts';
import type { ContainerPort } from './types.ts';

/** What the text says of a pod, before anything is added to it. */
export interface PodText {
  /** Path to the pod's metadata and spec inside its resource. */
  readonly podPath: Path;
  readonly spec: JsonObject;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly hostNetwork: boolean;
  readonly serviceAccount: string;
  readonly containerPorts: readonly ContainerPort[];
  /** Of its status. */
  readonly ip: string | null;
}

/** The pod that a resource is or makes. */
export const podOf = onceEach((resource: Resource): PodText => {
  const podPath = podPathOf(resource) ?? [];
  const template = objectAt(resource.body, ...podPath);
  const spec = objectAt(template, 'spec');
  return {
    podPath,
    spec,
    labels: stringsAt(template, 'metadata', 'labels'),
    annotations: stringsAt(template, 'metadata', 'annotations'),
    hostNetwork: valueAt(spec, ['hostNetwork']) === true,
    serviceAccount: textAt(spec, 'serviceAccountName') || textAt(spec, 'serviceAccount') || 'default',
    containerPorts: containerPorts(spec),
    ip: textAt(resource.body, 'status', 'podIP') || null,
  };
});

function containerPorts(spec: JsonObject): readonly ContainerPort[] {
  // An init container that always restarts is a sidecar, and serves.
  const containers = [
    ...objectsAt(spec, 'containers'),
    ...objectsAt(spec, 'initContainers').filter(({ restartPolicy }) => restartPolicy === 'Always'),
  ].filter(({ name }) => name !== 'istio-proxy');
  return containers.flatMap((container) =>
    objectsAt(container, 'ports').flatMap((entry): readonly ContainerPort[] => {
      const port = numberAt(entry, 'containerPort');
      const given = textAt(entry, 'protocol');
      const protocol = given === 'UDP' || given === 'SCTP' ? given : 'TCP';
      return port === null ? [] : [{ name: textAt(entry, 'name'), port, protocol }];
    }),
  );
}
