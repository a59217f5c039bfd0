import type { Path } from '../../model/resource.ts';
import type { GatewaySpec } from '../../yaml/schema/gateway.ts';
import { type Finding, finding } from './finding.ts';

type ServerTls = NonNullable<NonNullable<GatewaySpec['servers']>[number]['tls']>;

const certificateFields = [
  'serverCertificate',
  'privateKey',
  'caCertificates',
  'tlsCertificates',
  'credentialName',
  'credentialNames',
] as const;

/** How a server decrypts (13, Gateway): which certificates go with which mode. */
export function serverTlsFindings(tls: ServerTls, path: Path): readonly Finding[] {
  // "ISTIO_MUTUAL with any cert field."
  if (tls.mode === 'ISTIO_MUTUAL')
    return certificateFields
      .filter((field) => isSet(tls[field]))
      .map((field) => finding('istioMutualCertificates', [...path, field], field));
  const found: Finding[] = [];
  const files = isSet(tls.serverCertificate) && isSet(tls.privateKey);
  const sources = [files, ...[tls.credentialName, tls.credentialNames, tls.tlsCertificates].map(isSet)];
  // "More than one cert source."
  if (sources.filter(Boolean).length > 1) found.push(finding('certificateSources', path));
  const { mode = 'PASSTHROUGH' } = tls;
  if (mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH') return [...found, ...crlFindings(tls, path)];
  if (isSet(tls.credentialName) || isSet(tls.credentialNames)) return found;
  // "MUTUAL without CA (and no credential)."
  if (mode !== 'SIMPLE' && !isSet(tls.caCertificates)) found.push(finding('clientAuthorityMissing', path, mode));
  // "SIMPLE without cert/key (and no credential)."
  if (!isSet(tls.tlsCertificates)) {
    for (const field of ['serverCertificate', 'privateKey'] as const)
      if (!isSet(tls[field])) found.push(finding('certificateMissing', path, field));
  }
  return [...found, ...crlFindings(tls, path)];
}

/** "CRL with SIMPLE or credentialName." */
function crlFindings(tls: ServerTls, path: Path): readonly Finding[] {
  const refused = isSet(tls.caCrl) && (tls.mode === 'SIMPLE' || isSet(tls.credentialName));
  return refused ? [finding('revocationList', [...path, 'caCrl'])] : [];
}

function isSet(value: string | readonly unknown[] | undefined): boolean {
  return value !== undefined && value.length > 0;
}
