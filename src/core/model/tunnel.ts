/** Bytes as one end sends them to the other, without a tunnel. */
export type DirectWire =
  | { readonly kind: 'plaintext' }
  | { readonly kind: 'mtls'; readonly sni: string; readonly alpn: readonly string[]; readonly presents: string | null }
  | {
      readonly kind: 'tls';
      readonly sni: string;
      readonly alpn: readonly string[];
      readonly by: 'application' | 'proxy';
    };

/** HBONE: an HTTP/2 CONNECT inside mTLS, to port 15008. */
export interface Tunnel {
  readonly kind: 'hbone';
  readonly presents: string;
  /** What the CONNECT asks for: the address that the bytes inside are for. */
  readonly authority: { readonly ip: string; readonly port: number };
  /** The service that the client meant, as it tells in `Forwarded`; null: it tells none. */
  readonly service: string | null;
  readonly inner: DirectWire;
}
