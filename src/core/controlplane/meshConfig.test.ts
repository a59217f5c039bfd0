import { describe, expect, it } from 'vitest';
import { readMeshConfig } from './meshConfig.ts';

describe('MeshConfig', () => {
  it("stands at Istio's defaults where it says nothing", () => {
    expect(readMeshConfig({})).toMatchObject({
      rootNamespace: 'istio-system',
      trustDomainBundle: ['cluster.local'],
      enableAutoMtls: true,
      pathNormalization: 'BASE',
      outboundTrafficPolicy: 'ALLOW_ANY',
      inboundTrafficPolicy: 'PASSTHROUGH',
      defaultConfig: {},
      defaultVirtualServiceExportTo: ['*'],
    });
  });

  it('takes an empty outboundTrafficPolicy as REGISTRY_ONLY', () => {
    expect(readMeshConfig({ outboundTrafficPolicy: {} }).outboundTrafficPolicy).toBe('REGISTRY_ONLY');
    expect(readMeshConfig({ outboundTrafficPolicy: { mode: 'ALLOW_ANY' } }).outboundTrafficPolicy).toBe('ALLOW_ANY');
  });

  it('accepts the trust domains of its CA certificates, but expands policies by its aliases only', () => {
    const mesh = readMeshConfig({
      trustDomain: 'td1',
      trustDomainAliases: ['td2', 'td1'],
      caCertificates: [{ pem: 'x', trustDomains: ['td3', 'td2'] }, { pem: 'y' }],
    });
    expect(mesh.trustDomainBundle).toEqual(['td1', 'td2']);
    expect(mesh.acceptedTrustDomains).toEqual(['td1', 'td2', 'td3']);
  });

  it('fills in what a discovery selector leaves out', () => {
    const { discoverySelectors } = readMeshConfig({
      discoverySelectors: [
        { matchLabels: { mesh: 'on' } },
        { matchExpressions: [{ key: 'env', operator: 'Exists' }, {}] },
      ],
    });
    expect(discoverySelectors).toEqual([
      { matchLabels: { mesh: 'on' }, matchExpressions: [] },
      {
        matchLabels: {},
        matchExpressions: [
          { key: 'env', operator: 'Exists', values: [] },
          { key: '', operator: '', values: [] },
        ],
      },
    ]);
  });

  it.each([
    [{}, 86_400, 0.5],
    [{ SECRET_TTL: '1h30m', SECRET_GRACE_PERIOD_RATIO: '0.2' }, 5400, 0.2],
    [{ SECRET_TTL: 'soon', SECRET_GRACE_PERIOD_RATIO: 'half' }, 86_400, 0.5],
    [{ SECRET_TTL: '10ms', SECRET_GRACE_PERIOD_RATIO: '7' }, 86_400, 1],
    [{ SECRET_GRACE_PERIOD_RATIO: '-1' }, 86_400, 0],
  ])('reads the lifetime of certificates and when they are renewed: %j', (proxyMetadata, lifetime, grace) => {
    expect(readMeshConfig({ defaultConfig: { proxyMetadata } })).toMatchObject({
      certificateLifetime: lifetime,
      certificateGrace: grace,
    });
  });

  it('counts a value of the wrong type as absent', () => {
    expect(readMeshConfig({ trustDomain: 7, enableAutoMtls: 'no' })).toMatchObject({
      trustDomain: 'cluster.local',
      enableAutoMtls: true,
    });
  });
});
