import type { Path } from '../../model/resource.ts';
import type { DestinationRuleSpec } from '../../yaml/schema/destinationRule.ts';
import { type Finding, finding } from './finding.ts';

export type TrafficPolicy = NonNullable<DestinationRuleSpec['trafficPolicy']>;
type ClientTls = NonNullable<TrafficPolicy['tls']>;

/** How a client's proxy encrypts (13, DestinationRule): which certificates go with which mode. */
export function clientTlsFindings(tls: ClientTls | undefined, path: Path, namespace: string): readonly Finding[] {
  if (!tls) return [];
  const found: Finding[] = [];
  const { mode, credentialName = '', caCertificates, subjectAltNames, clientCertificate, privateKey, caCrl } = tls;
  // "configmap:// outside own namespace."
  const map = /^configmap:\/\/([^/]*)\/?/.exec(credentialName);
  if (map && map[1] !== namespace)
    found.push(finding('configMapNamespace', [...path, 'credentialName'], credentialName));
  const checks = mode === 'SIMPLE' || mode === 'MUTUAL';
  // "insecureSkipVerify with CA/SAN (SIMPLE: also credentialName)."
  const named = caCertificates || (subjectAltNames ?? []).length > 0 || (mode === 'SIMPLE' && credentialName);
  if (tls.insecureSkipVerify && checks && named) found.push(finding('skipVerify', [...path, 'insecureSkipVerify']));
  if (checks && credentialName !== '') {
    // "credentialName together with file certs/CRL."
    const files = clientCertificate || caCertificates || privateKey || caCrl;
    return files ? [...found, finding('credentialWithFiles', [...path, 'credentialName'], credentialName)] : found;
  }
  if (mode !== 'MUTUAL') return found;
  // "MUTUAL without clientCertificate/privateKey."
  for (const field of ['clientCertificate', 'privateKey'] as const)
    if (!tls[field]) found.push(finding('clientCertificateMissing', path, field));
  return found;
}
