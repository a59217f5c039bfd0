import type { Cidr } from './cidr.ts';

/** What one field of a rule looks at, in Envoy's terms. */
export type Attribute =
  | { readonly kind: 'peer' } // the verified peer's URI SAN, with spiffe://
  | { readonly kind: 'peerNamespace' } // of a verified peer, as ztunnel takes it from its identity
  | { readonly kind: 'peerAccount' } // NAMESPACE/ACCOUNT, likewise
  | { readonly kind: 'directRemoteIp' }
  | { readonly kind: 'remoteIp' }
  | { readonly kind: 'destinationIp' }
  | { readonly kind: 'destinationPort' }
  | { readonly kind: 'sni' }
  | { readonly kind: 'header'; readonly name: string }
  | { readonly kind: 'path' }
  | { readonly kind: 'requestPrincipal' }
  | { readonly kind: 'claim'; readonly path: readonly string[] }
  | { readonly kind: 'metadata'; readonly filter: string; readonly key: string };

/** How one value is compared with it. */
export type Matcher =
  | { readonly kind: 'present'; readonly emptyCounts: boolean }
  /** With `ignoreCase` the value is in lower case. */
  | { readonly kind: 'exact' | 'prefix' | 'suffix'; readonly value: string; readonly ignoreCase: boolean }
  | { readonly kind: 'regex'; readonly regex: RegExp }
  | { readonly kind: 'template'; readonly regex: RegExp }
  | { readonly kind: 'cidr'; readonly cidr: Cidr }
  | { readonly kind: 'port'; readonly port: number }
  | { readonly kind: 'issuerAndSubject'; readonly issuer: Matcher; readonly subject: Matcher }
  | { readonly kind: 'listContains'; readonly element: Matcher };
