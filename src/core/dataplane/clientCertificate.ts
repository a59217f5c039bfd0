import type { CertificateForwarding } from '../controlplane/proxyConfig.ts';
import type { HttpHead } from '../model/trace.ts';

const name = 'x-forwarded-client-cert';

/** Without the header: "a proxy whose client showed no certificate drops it", so nobody can pretend (7.7). */
export function withoutCertificate(http: HttpHead): HttpHead {
  const headers = http.headers.filter(([given]) => given.toLowerCase() !== name);
  return headers.length === http.headers.length ? http : { ...http, headers };
}

/** "XFCC is SANITIZE_SET at gateways": whatever came is replaced by the client's verified certificate, in full. */
export function certificateSet(http: HttpHead, own: string, peer: string | null): HttpHead {
  const bare = withoutCertificate(http);
  if (peer === null) return bare;
  return {
    ...bare,
    headers: [...bare.headers, [name, `By=spiffe://${own};Hash=*;Cert=*;Subject="";URI=spiffe://${peer}`]],
  };
}

/** What a gateway does with the header, by its `gatewayTopology.forwardClientCertDetails` (istio `gateway.go`); default SANITIZE_SET. */
export function certificateByTopology(
  forwarding: CertificateForwarding,
  http: HttpHead,
  own: string,
  peer: string | null,
): HttpHead {
  // "ALWAYS_FORWARD_ONLY: always forward the header, whether or not the connection is mTLS."
  if (forwarding === 'ALWAYS_FORWARD_ONLY') return http;
  if (forwarding === 'SANITIZE' || peer === null) return withoutCertificate(http);
  // "FORWARD_ONLY: forward the header where the connection is mTLS."
  if (forwarding === 'FORWARD_ONLY') return http;
  const set = certificateSet(http, own, peer);
  if (forwarding === 'SANITIZE_SET') return set;
  // "APPEND_FORWARD: append the client's certificate to what came."
  const lines = [...http.headers.filter(isCertificate), ...set.headers.filter(isCertificate)].map(([, value]) => value);
  return { ...set, headers: [...set.headers.filter((line) => !isCertificate(line)), [name, lines.join(',')]] };
}

function isCertificate([given]: readonly [string, string]): boolean {
  return given.toLowerCase() === name;
}

/** "APPEND_FORWARD at sidecars": the client's verified identity is appended to what came. */
export function certificateAppended(http: HttpHead, own: string, peer: string | null): HttpHead {
  if (peer === null) return withoutCertificate(http);
  const before = http.headers.filter(([given]) => given.toLowerCase() === name).map(([, value]) => value);
  const value = [...before, `By=spiffe://${own};Hash=*;Subject="";URI=spiffe://${peer}`].join(',');
  const bare = withoutCertificate(http);
  return { ...bare, headers: [...bare.headers, [name, value]] };
}
