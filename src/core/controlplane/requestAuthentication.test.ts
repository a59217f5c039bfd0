import { describe, expect, it } from 'vitest';
import { worldWith } from '../dataplane/world.fixture.ts';
import { workloadId } from '../model/resource.ts';
import { jwtProviders } from './requestAuthentication.ts';

const authentication = (namespace: string, name: string, rules: string): string =>
  `{apiVersion: security.istio.io/v1, kind: RequestAuthentication, metadata: {name: ${name}, namespace: ${namespace}}, spec: {jwtRules: [${rules}]}}`;

describe('the providers of a workload (6.1)', () => {
  it('are the rules of all that attach, by issuer; of one issuer, those of its own namespace come first', () => {
    const world = worldWith(
      [
        authentication(
          'istio-system',
          'first',
          '{issuer: b, outputPayloadToHeader: x-1}, {issuer: a, outputPayloadToHeader: x-2}',
        ),
        authentication(
          'a',
          'second',
          '{issuer: c, outputPayloadToHeader: x-3}, {issuer: b, outputPayloadToHeader: x-4}, {issuer: b, outputPayloadToHeader: x-5}',
        ),
        authentication('b', 'third', '{issuer: b, outputPayloadToHeader: x-6}'),
        authentication('a', 'empty', ''),
      ].join('\n---\n'),
    );
    const workload = world.cluster.workloads.get(workloadId('a', 'c'));
    if (!workload) throw new Error('not in the fixture');
    expect(
      jwtProviders(world, workload, null).map(({ issuer, payloadHeader }) => `${issuer} ${payloadHeader}`),
    ).toEqual(['a x-2', 'b x-4', 'b x-5', 'b x-1', 'c x-3']);
  });
});
