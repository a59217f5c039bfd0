import { describe, expect, it } from 'vitest';
import { expandPrincipal, expandTrustDomain } from './trustDomain.ts';

const bundle = ['td1', 'old-td'];

describe('principals under trust domain aliases', () => {
  it('are copied for every trust domain of the mesh', () => {
    expect(expandPrincipal('td1/ns/a/sa/b', bundle)).toEqual(['td1/ns/a/sa/b', 'old-td/ns/a/sa/b']);
    expect(expandPrincipal('old-td/ns/a/sa/b', bundle)).toEqual(['td1/ns/a/sa/b', 'old-td/ns/a/sa/b']);
  });

  it('treat cluster.local as a pointer to the own trust domain', () => {
    expect(expandPrincipal('cluster.local/ns/a/sa/b', bundle)).toEqual(['td1/ns/a/sa/b', 'old-td/ns/a/sa/b']);
  });

  it('stay as they are with other than five parts, with a lone star, or with a foreign trust domain', () => {
    expect(expandPrincipal('cluster.local/ns/foo/*', bundle)).toEqual(['cluster.local/ns/foo/*']);
    expect(expandPrincipal('*/ns/a/sa/b', bundle)).toEqual(['*/ns/a/sa/b']);
    expect(expandPrincipal('foreign/ns/a/sa/b', bundle)).toEqual(['foreign/ns/a/sa/b']);
  });

  it('are ours where a star in the bundle covers them, in front, behind or alone', () => {
    expect(expandPrincipal('td1/ns/a/sa/b', ['td*'])).toEqual(['td*/ns/a/sa/b']);
    expect(expandPrincipal('td1/ns/a/sa/b', ['*1'])).toEqual(['*1/ns/a/sa/b']);
    expect(expandPrincipal('td1/ns/a/sa/b', ['*'])).toEqual(['*/ns/a/sa/b']);
    expect(expandPrincipal('other/ns/a/sa/b', ['td*', '*1'])).toEqual(['other/ns/a/sa/b']);
    expect(expandPrincipal('td*/ns/a/sa/b', ['td1'])).toEqual(['td1/ns/a/sa/b']);
  });

  it('keep a suffix star that covers a member', () => {
    expect(expandPrincipal('*d1/ns/a/sa/b', bundle)).toEqual(['*d1/ns/a/sa/b', 'old-td/ns/a/sa/b']);
  });
});

describe('trustDomains under aliases', () => {
  it('expand a member of the bundle, and nothing else', () => {
    expect(expandTrustDomain('old-td', bundle)).toEqual(bundle);
    expect(expandTrustDomain('cluster.local', bundle)).toEqual(['cluster.local']);
    expect(expandTrustDomain('td*', bundle)).toEqual(['td*']);
  });
});
