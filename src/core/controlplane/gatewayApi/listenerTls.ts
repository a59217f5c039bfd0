import type { Cluster } from '../../cluster/types.ts';
import type { Resource } from '../../model/resource.ts';
import type { KubernetesGatewaySpec, ListenerSpec } from '../../yaml/schema/gatewayApi/gateway.ts';
import type { ReferenceGrantSpec } from '../../yaml/schema/gatewayApi/referenceGrant.ts';
import { isSecretMissing } from '../gateway/secrets.ts';
import type { ServerTls } from '../gateway/servers.ts';
import type { Admitted } from '../world.ts';
import { isGranted } from './grants.ts';

type Mode = NonNullable<ServerTls['mode']>;

const modeOption = 'gateway.istio.io/tls-terminate-mode';

/** The TLS of a listener in the words of a Gateway's server; null: it has none; `invalid`: the listener is not programmed. */
export function listenerTls(
  cluster: Cluster,
  { resource, spec }: Admitted<KubernetesGatewaySpec>,
  listener: ListenerSpec,
  grants: readonly Admitted<ReferenceGrantSpec>[],
): ServerTls | 'invalid' | null {
  const { tls } = listener;
  if (!tls) return null;
  if (tls.mode === 'Passthrough')
    return { mode: isAutoPassthrough(resource, listener) ? 'AUTO_PASSTHROUGH' : 'PASSTHROUGH' };
  const option = tls.options?.[modeOption];
  // "ISTIO_SIMPLE and ISTIO_MUTUAL: the workload's own certificate."
  if (option === 'ISTIO_MUTUAL') return { mode: 'ISTIO_MUTUAL' };
  if (option === 'ISTIO_SIMPLE') return { mode: 'SIMPLE', credentialName: 'builtin://' };
  const names = certificates(cluster, resource, tls.certificateRefs ?? [], grants);
  const [first, second] = names;
  const frontend = frontendMode(spec, listener.port, resource.namespace, grants);
  // "If we have no valid certificates, return an error", as for more than two, or authorities that cannot be used.
  if (first === undefined || (tls.certificateRefs ?? []).length > 2 || frontend === 'invalid') return 'invalid';
  const mode = option === 'MUTUAL' || option === 'OPTIONAL_MUTUAL' ? option : frontend;
  return second === undefined ? { mode, credentialName: first } : { mode, credentialNames: names };
}

/** "A reference to another namespace needs a ReferenceGrant there"; what is no Secret, or one that is not there, is no certificate. */
function certificates(
  cluster: Cluster,
  gateway: Resource,
  refs: NonNullable<NonNullable<ListenerSpec['tls']>['certificateRefs']>,
  grants: readonly Admitted<ReferenceGrantSpec>[],
): readonly string[] {
  return refs.flatMap(({ group = '', kind = 'Secret', namespace = gateway.namespace, name }) => {
    if (group !== '' || kind !== 'Secret') return [];
    const to = { group, kind, namespace, name };
    const allowed =
      namespace === gateway.namespace || isGranted(grants, { kind: 'Gateway', namespace: gateway.namespace, to });
    return allowed && !isSecretMissing(cluster, namespace, name) ? [`kubernetes-gateway://${namespace}/${name}`] : [];
  });
}

/** "`tls.frontend` with authorities asks clients for a certificate: MUTUAL, or OPTIONAL_MUTUAL for AllowInsecureFallback." */
function frontendMode(
  { tls }: KubernetesGatewaySpec,
  port: number,
  own: string,
  grants: readonly Admitted<ReferenceGrantSpec>[],
): Mode | 'invalid' {
  const frontend = tls?.frontend;
  const forPort = frontend?.perPort?.find((each) => each.port === port)?.tls;
  const validation = (forPort ?? frontend?.default)?.validation;
  const [ref, ...more] = validation?.caCertificateRefs ?? [];
  if (ref === undefined) return 'SIMPLE';
  const { group = '', kind = '', namespace = own, name } = ref;
  const to = { group, kind, namespace, name };
  const allowed = namespace === own || isGranted(grants, { kind: 'Gateway', namespace: own, to });
  // "Only one caCertificateRef is supported; only Secret and ConfigMap are allowed."
  if (more.length > 0 || group !== '' || !['Secret', 'ConfigMap'].includes(kind) || !allowed) return 'invalid';
  return validation?.mode === 'AllowInsecureFallback' ? 'OPTIONAL_MUTUAL' : 'MUTUAL';
}

/** "The option gateway.istio.io/listener-protocol: auto-passthrough, or port 15443 of a Gateway with a network label." */
function isAutoPassthrough({ labels }: Resource, { tls, port }: ListenerSpec): boolean {
  if (tls?.options?.['gateway.istio.io/listener-protocol'] === 'auto-passthrough') return true;
  const expected = labels['networking.istio.io/gatewayPort'] ?? '15443';
  return labels['topology.istio.io/network'] !== undefined && String(port) === expected;
}
