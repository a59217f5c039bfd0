/** Moments in the life of a certificate. */
export const momentWords = {
  issued: 'issued',
  renewal: 'renewal',
  missed: 'renewal, missed',
  end: 'ends',
  now: 'this request',
} as const;

/** A certificate, opened. */
export const certificateWords = {
  whatItSays: 'What it says',
  subject: 'Subject',
  noSubject: 'empty: the SAN is its only name',
  issuer: 'Issuer',
  notBefore: 'Not before',
  notAfter: 'Not after',
  usage: 'Usage',
  usageSays: 'digital signature, key encipherment; server and client',
  serial: 'Serial',
  chain: 'Chain',
  signedBy: 'signed by',
  demo: "Made in your browser, with keys on P-256 that everybody can work out. The chain verifies, and proves nothing: never trust it. Istio's own keys are RSA unless told otherwise, and never leave the pod.",
  copied: 'Copied',
  copyByHand: 'The text is selected: copy it',
  /** `name`: whose it is. */
  title: (name: string): string => `Demo certificate of ${name}`,
  expired: (time: string): string => `Expired on ${time}, before this request.`,
  valid: (time: string): string => `Valid until ${time}.`,
  overdue: 'Its renewal is overdue: istiod did not answer.',
  notBeforeSays: (time: string): string => `${time}, two minutes before it was issued`,
  /** Whose root it is; `until` is null while that is not known. */
  root: (own: boolean, until: string | null): string =>
    `${own ? "istiod's self-signed root" : "another authority's root, which the mesh does not trust"}${until === null ? '' : `, until ${until}`}`,
  pemOf: { certificate: 'PEM of the certificate', root: 'PEM of the root' },
  copy: { certificate: 'Copy certificate', root: 'Copy root' },
} as const;
