/** A demo certificate that really is one: X.509, with the root that signed it. */
export interface MintedCertificate {
  /** PEM */
  readonly pem: string;
  readonly serial: string;
  /** SHA-256 */
  readonly fingerprint: string;
  readonly root: {
    readonly pem: string;
    readonly serial: string;
    readonly notBefore: string;
    readonly notAfter: string;
  };
}
