import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Certificate } from '../../model/certificate.ts';
import { mintCertificate } from './mint.ts';

const leaf: Certificate = {
  identity: 'cluster.local/ns/shop/sa/reviews',
  authority: 'cluster.local',
  issued: '2026-03-02T06:00:00Z',
  notBefore: '2026-03-02T05:58:00Z',
  notAfter: '2026-03-03T06:00:00Z',
  at: '2026-03-02T09:00:00Z',
  expired: false,
  renews: null,
  root: null,
  source: null,
};
const parsed = (certificate: Certificate) => {
  const minted = mintCertificate(certificate);
  return { minted, leaf: new X509Certificate(minted.pem), root: new X509Certificate(minted.root.pem) };
};

describe('a demo certificate', () => {
  it('is one that others read: the identity is its only name, its subject is empty', () => {
    const { leaf: read } = parsed(leaf);
    expect(read.subjectAltName).toBe('URI:spiffe://cluster.local/ns/shop/sa/reviews');
    expect(read.subject ?? '').toBe('');
    expect(read.issuer).toBe('O=cluster.local');
    expect(read.ca).toBe(false);
    // What clients and servers of a mesh may use it for.
    expect(read.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
  });

  it('is signed by the root that comes with it, which signed itself', () => {
    const { leaf: read, root } = parsed(leaf);
    expect(read.checkIssued(root)).toBe(true);
    expect(read.verify(root.publicKey)).toBe(true);
    expect(root.checkIssued(root)).toBe(true);
    expect(root.verify(root.publicKey)).toBe(true);
    expect(root.ca).toBe(true);
    expect(root.subject).toBe('O=cluster.local');
    expect(read.verify(read.publicKey)).toBe(false);
  });

  it('is valid as long as the story says, and its root for ten years around', () => {
    const { leaf: read, root, minted } = parsed(leaf);
    expect([read.validFrom, read.validTo]).toEqual(['Mar  2 05:58:00 2026 GMT', 'Mar  3 06:00:00 2026 GMT']);
    expect([root.validFrom, root.validTo]).toEqual(['Jan  1 00:00:00 2025 GMT', 'Jan  1 00:00:00 2035 GMT']);
    expect(read.serialNumber).toBe(minted.serial.replaceAll(':', ''));
    expect(read.fingerprint256).toBe(minted.fingerprint);
  });

  it('is the same for the same facts, and another for the next one', () => {
    const next = { ...leaf, issued: '2026-03-02T18:00:00Z' };
    expect(mintCertificate(leaf)).toEqual(mintCertificate({ ...leaf }));
    expect(mintCertificate(next).pem).not.toBe(mintCertificate(leaf).pem);
    expect(mintCertificate(next).root.pem).toBe(mintCertificate(leaf).root.pem);
  });

  it('of another authority does not verify with the root of the mesh', () => {
    const other = parsed({ ...leaf, root: 'other', authority: 'other' });
    const { root } = parsed(leaf);
    expect(other.leaf.checkIssued(root)).toBe(false);
    expect(other.leaf.verify(root.publicKey)).toBe(false);
  });

  it.each([
    ['after 2049', '2061-05-01T00:00:00Z', '2061-05-02T00:00:00Z', 'May  1 00:00:00 2061 GMT'],
    ['long ago', '1931-01-01T00:00:00Z', '1931-01-02T00:00:00Z', 'Jan  1 00:00:00 1931 GMT'],
  ])('can be of any year: %s', (_name, notBefore, notAfter, expected) => {
    const { leaf: read, root } = parsed({ ...leaf, notBefore, notAfter });
    expect(read.validFrom).toBe(expected);
    expect(read.verify(root.publicKey)).toBe(true);
  });
});
