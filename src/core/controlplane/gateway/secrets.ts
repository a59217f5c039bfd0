import type { Cluster, Workload } from '../../cluster/types.ts';
import { objectAt } from '../../cluster/fields.ts';
import { onceEach } from '../../model/onceEach.ts';
import type { ServerTls } from './servers.ts';

/** `namespace/name` of the Secrets in the text that hold a certificate with its key. */
const held = onceEach((cluster: Cluster): ReadonlySet<string> => {
  const certificates = cluster.byKind('Secret').filter(({ body }) => {
    const keys = new Set([...Object.keys(objectAt(body, 'data')), ...Object.keys(objectAt(body, 'stringData'))]);
    return (keys.has('tls.crt') && keys.has('tls.key')) || (keys.has('cert') && keys.has('key'));
  });
  return new Set(certificates.map(({ namespace, name }) => `${namespace}/${name}`));
});

/** Whether a Secret is known to be missing. A text without any such Secret is one that leaves them out: nobody knows. */
export function isSecretMissing(cluster: Cluster, namespace: string, name: string): boolean {
  const secrets = held(cluster);
  return secrets.size > 0 && !secrets.has(`${namespace}/${name}`);
}

/** The Secret of a server's certificate that the gateway's pod cannot get, as `namespace/name`; null: it has it, or needs none. */
export function missingSecret(cluster: Cluster, gateway: Workload, tls: ServerTls): string | null {
  const names = tls.credentialNames?.length ? tls.credentialNames : [tls.credentialName ?? ''];
  const missing = names.map((name) => missingOf(cluster, gateway, name));
  return missing.every((each) => each !== null) ? (missing[0] ?? null) : null;
}

function missingOf(cluster: Cluster, gateway: Workload, credential: string): string | null {
  const name = credential.replace(/^kubernetes:\/\//, '');
  // Files, ConfigMaps and the workload's own certificate are no Secrets; those of Gateway API listeners have been looked up.
  if (name === '' || /^[a-z-]+:/.test(name)) return null;
  // "credentialName secret: namespace of the gateway pod" (7.4): of another one it is not given out.
  const [space, own] = name.includes('/') ? name.split('/') : [gateway.namespace, name];
  const refused = space !== gateway.namespace || isSecretMissing(cluster, gateway.namespace, own ?? '');
  return refused ? `${space}/${own}` : null;
}
