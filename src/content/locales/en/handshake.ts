/** What either side of a handshake presents, and what the other one verifies of it. */
export const sideWords = {
  client: { presents: 'Client presents', verifies: 'Server verifies', unchecked: 'It asks for nothing.' },
  server: { presents: 'Server presents', verifies: 'Client verifies', unchecked: 'It accepts every certificate.' },
} as const;

export const aboutWords = {
  validity: { client: 'valid until', server: 'valid until' },
  certificate: { client: 'issued by a root it trusts', server: 'issued by a root it trusts' },
  trustDomain: { client: 'trust domain is one of', server: 'trust domain is one of' },
  subjectAltName: { client: 'name (SAN) is one of', server: 'name (SAN) is one of' },
} as const;

export const handshakeWords = {
  title: 'Both sides of the handshake',
  noCertificate: 'no certificate',
  certificate: 'Certificate',
  ended: 'Nothing: the client has ended it.',
  met: 'met',
  notMet: 'not met',
  thereIsOne: 'that there is a certificate',
  at: (time: string): string => `At ${time}`,
} as const;
