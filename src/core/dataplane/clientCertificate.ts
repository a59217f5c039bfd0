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

/** "APPEND_FORWARD at sidecars": the client's verified identity is appended to what came. */
export function certificateAppended(http: HttpHead, own: string, peer: string | null): HttpHead {
  if (peer === null) return withoutCertificate(http);
  const before = http.headers.filter(([given]) => given.toLowerCase() === name).map(([, value]) => value);
  const value = [...before, `By=spiffe://${own};Hash=*;Subject="";URI=spiffe://${peer}`].join(',');
  const bare = withoutCertificate(http);
  return { ...bare, headers: [...bare.headers, [name, value]] };
}
