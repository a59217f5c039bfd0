import { describe, expect, it } from 'vitest';
import { refusals } from './admission.fixture.ts';

/** A spec of each kind that is refused for nothing else. */
const specs: readonly (readonly [kind: string, spec: string])[] = [
  ['RequestAuthentication', '{}'],
  ['PeerAuthentication', '{}'],
  ['DestinationRule', '{host: x}'],
  ['Sidecar', '{egress: [{hosts: ["./*"]}]}'],
  ['VirtualService', '{hosts: [x], http: [{route: [{destination: {host: x}}]}]}'],
  ['Gateway', '{servers: [{port: {number: 80, name: a, protocol: HTTP}, hosts: ["*"]}]}'],
  ['ServiceEntry', '{hosts: [x.com]}'],
  ['WorkloadEntry', '{address: 1.2.3.4}'],
];

describe('annotations (9.1)', () => {
  it.each(specs)('a %s takes no dry run, whatever its value', (kind, spec) => {
    const place = 'metadata.annotations.istio.io/dry-run';
    expect(refusals(kind, spec)).toEqual([]);
    for (const value of ['true', 'false', 'x'])
      expect(refusals(kind, spec, `{istio.io/dry-run: "${value}"}`)).toEqual([
        `dryRunUnsupportedKind ${place} ${kind}`,
      ]);
  });

  it.each([['AuthorizationPolicy', '{}'] as const, ...specs])("a %s has none of Istio's own", (kind, spec) => {
    for (const name of ['webhook-always-reject', 'parent-namespace', 'parents'])
      expect(refusals(kind, spec, `{internal.istio.io/${name}: ""}`)).toEqual([
        `reservedAnnotation metadata.annotations.internal.istio.io/${name} internal.istio.io/${name}`,
      ]);
    expect(refusals(kind, spec, '{internal.istio.io/other: ""}')).toEqual([]);
  });
});
