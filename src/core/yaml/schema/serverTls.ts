import { bool, enumOf, list, obj, str } from './dsl.ts';

const versions = ['TLS_AUTO', 'TLSV1_0', 'TLSV1_1', 'TLSV1_2', 'TLSV1_3'] as const;

/** `tls` of a Gateway’s server, or of a Sidecar’s ingress listener. */
export const serverTls = obj(
  {
    httpsRedirect: bool('Answer HTTP with a redirect to HTTPS.'),
    mode: enumOf(
      ['PASSTHROUGH', 'SIMPLE', 'MUTUAL', 'AUTO_PASSTHROUGH', 'ISTIO_MUTUAL', 'OPTIONAL_MUTUAL'],
      'PASSTHROUGH: route by SNI, do not decrypt. SIMPLE: TLS. MUTUAL: ask for a client certificate. Default PASSTHROUGH.',
    ),
    serverCertificate: str('File of the server certificate.'),
    privateKey: str('File of the private key.'),
    caCertificates: str('File of the authorities that client certificates are checked with.'),
    caCrl: str('File of the certificate revocation list.'),
    credentialName: str('Secret with keys and certificates.'),
    credentialNames: list(str('Name of a Secret.'), 'Secrets with keys and certificates.'),
    caCertCredentialName: str('Secret or ConfigMap with the authorities.'),
    tlsCertificates: list(
      obj({
        serverCertificate: str('File of the server certificate.'),
        privateKey: str('File of the private key.'),
        caCertificates: str('File of the authorities that client certificates are checked with.'),
      }),
      'Several certificates, of which the client’s TLS library takes one.',
    ),
    subjectAltNames: list(str('A name.'), 'Names, of which the client’s certificate must have one.'),
    verifyCertificateSpki: list(str('A hash.'), 'Accepted hashes of the client’s public key.'),
    verifyCertificateHash: list(str('A hash.'), 'Accepted hashes of the client’s certificate.'),
    insecureSkipVerify: bool('Do not check the client’s certificate.'),
    minProtocolVersion: enumOf(versions, 'Oldest TLS version.'),
    maxProtocolVersion: enumOf(versions, 'Newest TLS version.'),
    cipherSuites: list(str('A cipher suite.'), 'Accepted cipher suites.'),
  },
  'How the server decrypts.',
);
