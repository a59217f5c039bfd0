import { p256 } from '@noble/curves/nist.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Certificate } from '../../model/certificate.ts';
import type { MintedCertificate } from '../../model/mintedCertificate.ts';
import {
  bitString,
  boolean,
  integer,
  joined,
  objectId,
  octetString,
  sequence,
  set,
  tagged,
  time,
  utf8,
  utf8String,
} from './der.ts';

type Bytes = Uint8Array;

/** A key that everybody can work out from what it is for: it proves nothing, and equal input gives equal output. */
interface DemoKey {
  readonly secret: Bytes;
  /** Uncompressed point. */
  readonly public: Bytes;
}

const ecdsaWithSha256 = sequence(objectId('1.2.840.10045.4.3.2'));
const ecPublicKey = sequence(objectId('1.2.840.10045.2.1'), objectId('1.2.840.10045.3.1.7'));
const noName = sequence();

/**
 * A certificate as istiod signs it (istio `security/pkg/pki/util`): an X.509 SVID with an empty subject and the identity as its only
 * name, a critical one, and the self-signed root behind it. Keys are on P-256, where Istio's agent takes RSA by default.
 */
export function mintCertificate({ identity, authority, issued, notBefore, notAfter }: Certificate): MintedCertificate {
  const rootKey = demoKey(`root ${authority}`);
  const years = rootYears(notBefore);
  const rootName = nameOf(authority);
  const rootSerial = serialOf(`root ${authority} ${years.notBefore}`);
  const root = signed(rootKey, {
    serial: rootSerial,
    issuer: rootName,
    subject: rootName,
    ...years,
    key: rootKey.public,
    extensions: [keyUsage(bits.certSign), basicConstraints(true), subjectKeyId(rootKey.public)],
  });
  const serial = serialOf(`${identity} ${issued}`);
  const leaf = signed(rootKey, {
    serial,
    issuer: rootName,
    subject: noName,
    notBefore,
    notAfter,
    key: demoKey(`${identity} ${issued}`).public,
    extensions: [
      keyUsage(bits.digitalSignature, bits.keyEncipherment),
      extension('2.5.29.37', false, sequence(objectId('1.3.6.1.5.5.7.3.1'), objectId('1.3.6.1.5.5.7.3.2'))),
      basicConstraints(false),
      extension('2.5.29.35', false, sequence(tagged(0x80, keyId(rootKey.public)))),
      // "SAN is critical because the subject is empty."
      extension('2.5.29.17', true, sequence(tagged(0x86, utf8(`spiffe://${identity}`)))),
    ],
  });
  return {
    pem: pem(leaf),
    serial: hex(serial, ':'),
    fingerprint: hex(sha256(leaf), ':'),
    root: { pem: pem(root), serial: hex(rootSerial, ':'), ...years },
  };
}

interface ToSign {
  readonly serial: Bytes;
  readonly issuer: Bytes;
  readonly subject: Bytes;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly key: Bytes;
  readonly extensions: readonly Bytes[];
}

function signed(signer: DemoKey, { serial, issuer, subject, notBefore, notAfter, key, extensions }: ToSign): Bytes {
  const body = sequence(
    tagged(0xa0, integer(Uint8Array.of(2))),
    integer(serial),
    ecdsaWithSha256,
    issuer,
    sequence(time(notBefore), time(notAfter)),
    subject,
    sequence(ecPublicKey, bitString(key)),
    tagged(0xa3, sequence(...extensions)),
  );
  return sequence(body, ecdsaWithSha256, bitString(p256.sign(body, signer.secret, { format: 'der' })));
}

/** "Self-signed, 10 years" (1.8). When a mesh was set up nobody says: one for each five years, so that a leaf lies well inside. */
function rootYears(leafFrom: string): { readonly notBefore: string; readonly notAfter: string } {
  const year = Math.max(1000, Math.min(9980, new Date(leafFrom).getUTCFullYear()));
  const first = Math.floor((year - 1) / 5) * 5;
  return { notBefore: `${first}-01-01T00:00:00Z`, notAfter: `${first + 10}-01-01T00:00:00Z` };
}

/** `O=cluster.local` */
function nameOf(organization: string): Bytes {
  return sequence(set(sequence(objectId('2.5.4.10'), utf8String(organization))));
}

function extension(id: string, critical: boolean, value: Bytes): Bytes {
  return sequence(objectId(id), ...(critical ? [boolean(true)] : []), octetString(value));
}

const bits = { digitalSignature: 0, keyEncipherment: 2, certSign: 5 } as const;

function keyUsage(...usages: readonly number[]): Bytes {
  const byte = usages.reduce((sum, bit) => sum | (0x80 >> bit), 0);
  return extension('2.5.29.15', true, bitString(Uint8Array.of(byte), 7 - Math.max(...usages)));
}

function basicConstraints(authority: boolean): Bytes {
  return extension('2.5.29.19', true, sequence(...(authority ? [boolean(true)] : [])));
}

function subjectKeyId(key: Bytes): Bytes {
  return extension('2.5.29.14', false, octetString(keyId(key)));
}

/** RFC 5280, 4.2.1.2, method 1. */
function keyId(key: Bytes): Bytes {
  return sha1(key);
}

function demoKey(of: string): DemoKey {
  // 48 bytes, so that what is taken from them is evenly spread (FIPS 186-5, A.2.1).
  const seed = joined([
    sha256(utf8(`hopwise demo key 1 ${of}`)),
    sha256(utf8(`hopwise demo key 2 ${of}`)).subarray(16),
  ]);
  const { secretKey } = p256.keygen(seed);
  return { secret: secretKey, public: p256.getPublicKey(secretKey, false) };
}

/** 128 bits, as istiod draws them; here they come from what the certificate is about. */
function serialOf(of: string): Bytes {
  const bytes = sha256(utf8(`hopwise demo serial ${of}`)).slice(0, 16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}

function hex(bytes: Bytes, between: string): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(between);
}

function pem(der: Bytes): string {
  const text = btoa(String.fromCharCode(...der));
  return `-----BEGIN CERTIFICATE-----\n${text.replaceAll(/(.{64})(?=.)/g, '$1\n')}\n-----END CERTIFICATE-----\n`;
}
