import type { JsonObject } from '../model/json.ts';
import type { ProxyKind } from '../model/overview.ts';
import { objectsAt } from './fields.ts';
import type { InjectionDecision } from './types.ts';

type Labels = Readonly<Record<string, string>>;

/** What the decision looks at. */
export interface PodFacts {
  readonly namespace: string;
  readonly namespaceLabels: Labels;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly hostNetwork: boolean;
  /** The pod's own spec, as given. */
  readonly spec: JsonObject;
}

export interface ProxyDecision {
  readonly proxy: ProxyKind;
  readonly injection: InjectionDecision;
}

const injectKey = 'sidecar.istio.io/inject';

/** "Refused for … kube-system/kube-public/kube-node-lease/local-path-storage". */
const systemNamespaces: ReadonlySet<string> = new Set([
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'local-path-storage',
]);

/** Which proxy a pod has: a gateway's, a sidecar, ztunnel on its node, or none. `runs` tells the control plane's revisions. */
export function decideProxy(pod: PodFacts, runs: Revisions): ProxyDecision {
  const managed = pod.labels['gateway.istio.io/managed'];
  if (managed === 'istio.io-mesh-controller') return { proxy: 'waypoint', injection: given };
  if (managed === 'istio.io-gateway-controller' || isGateway(pod)) return { proxy: 'gateway', injection: gateway };
  const injection = hasProxyContainer(pod.spec) ? given : decideInjection(pod, runs);
  if (injection.injected) return { proxy: 'sidecar', injection };
  return { proxy: isAmbient(pod) ? 'ambient' : 'none', injection };
}

/** Whether a control plane of this revision runs. */
export type Revisions = (revision: string) => boolean;

const given: InjectionDecision = { injected: true, reason: 'present' };
const gateway: InjectionDecision = { injected: true, reason: 'gatewayTemplate' };

/** The gateway template, the labels of Istio's own gateways, or a proxy that runs as a router. */
function isGateway({ labels, annotations, spec }: PodFacts): boolean {
  const templates = annotations['inject.istio.io/templates'] ?? labels['inject.istio.io/templates'] ?? '';
  if (templates.split(',').some((template) => template.trim() === 'gateway')) return true;
  if (labels['istio'] === 'ingressgateway' || labels['istio'] === 'egressgateway') return true;
  return objectsAt(spec, 'containers').some(
    ({ name, args }) => name === 'istio-proxy' && Array.isArray(args) && args.includes('router'),
  );
}

function hasProxyContainer(spec: JsonObject): boolean {
  return ['containers', 'initContainers'].some((list) =>
    objectsAt(spec, list).some(({ name }) => name === 'istio-proxy'),
  );
}

function decideInjection(pod: PodFacts, runs: Revisions): InjectionDecision {
  const called = webhookCalled(pod, runs);
  if (!called.injected) return called;
  const refused = (reason: InjectionDecision['reason']): InjectionDecision => ({ injected: false, reason });
  // "Then refused for hostNetwork, kube-system/…, or annotation "false" (label beats annotation)".
  if (pod.hostNetwork) return refused('hostNetwork');
  if (systemNamespaces.has(pod.namespace)) return refused('systemNamespace');
  const label = pod.labels[injectKey];
  const wish = label ?? pod.annotations[injectKey] ?? '';
  if (wish !== '' && !isYes(wish)) return refused(label === undefined ? 'annotationOptOut' : 'podOptOut');
  return called;
}

/** Go templates and the injector read more than `true` as yes. */
function isYes(text: string): boolean {
  return ['y', 'yes', 'true', 'on'].includes(text.toLowerCase());
}

/** Whether the selectors of the webhook choose the pod. */
function webhookCalled({ namespaceLabels, labels }: PodFacts, runs: Revisions): InjectionDecision {
  const injection = namespaceLabels['istio-injection'];
  const revision = namespaceLabels['istio.io/rev'];
  const optOut = labels[injectKey] === 'false';
  const say = (injected: boolean, reason: InjectionDecision['reason']): InjectionDecision => ({ injected, reason });
  if (injection !== undefined) {
    // "ns istio-injection=disabled beats pod label "true"".
    if (injection !== 'enabled') return say(false, 'namespaceDisabled');
    // "ns istio-injection=enabled and pod label sidecar.istio.io/inject ≠ "false"".
    return optOut ? say(false, 'podOptOut') : say(true, 'namespaceLabel');
  }
  if (revision !== undefined) {
    // "ns istio.io/rev = this revision, no istio-injection label, pod label ≠ "false"".
    if (!runs(revision)) return say(false, 'notEnabled');
    return optOut ? say(false, 'podOptOut') : say(true, 'revisionLabel');
  }
  const podRevision = labels['istio.io/rev'];
  // "ns no label, pod istio.io/rev = revision".
  if (podRevision !== undefined) {
    if (!runs(podRevision)) return say(false, 'notEnabled');
    return optOut ? say(false, 'podOptOut') : say(true, 'revisionLabel');
  }
  // "ns has neither label and pod label = "true"". "Annotation "true" alone in an unlabelled namespace does nothing".
  if (labels[injectKey] === 'true') return say(true, 'podLabel');
  return say(false, optOut ? 'podOptOut' : 'notEnabled');
}

/** "ns or pod label istio.io/dataplane-mode=ambient (pod none opts out)". */
function isAmbient({ namespace, namespaceLabels, labels, hostNetwork }: PodFacts): boolean {
  if (hostNetwork || namespace === 'kube-system') return false;
  const mode = 'istio.io/dataplane-mode';
  return (labels[mode] ?? namespaceLabels[mode]) === 'ambient';
}
