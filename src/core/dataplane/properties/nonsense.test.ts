import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { checkTrace } from '../checkTrace.ts';
import { send } from '../send.ts';
import { randomCase } from './caseArbitrary.ts';
import { oddRequest, replacements, withNonsense } from './nonsense.ts';
import { worldOf } from './randomMesh.ts';
import { seed } from './said.ts';

const cases = randomCase({ policies: 5, requests: 4 });

describe('the engine never throws, and its traces stay sound', { timeout: 60_000 }, () => {
  it('with nonsense in any field of any resource', () => {
    fc.assert(
      fc.property(cases, replacements, ({ mesh, requests }, given) => {
        const world = worldOf({
          ...mesh,
          kubernetes: withNonsense(mesh.kubernetes, given),
          policies: withNonsense(mesh.policies, given),
        });
        for (const request of requests) expect(checkTrace(send(world, request))).toEqual([]);
      }),
      { seed, numRuns: 400 },
    );
  });

  it('with nonsense in MeshConfig', () => {
    fc.assert(
      fc.property(cases, replacements, ({ mesh, requests }, given) => {
        const rich: JsonObject = {
          trustDomain: 'td1',
          trustDomainAliases: ['old-td'],
          rootNamespace: 'mesh-root',
          enableAutoMtls: true,
          pathNormalization: { normalization: 'BASE' },
          outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
          extensionProviders: [{ name: 'x', envoyExtAuthzHttp: { service: 'w0.shop', port: 80 } }],
        };
        const [settings = {}] = withNonsense([rich], given);
        const world = worldOf({ ...mesh, settings });
        for (const request of requests) expect(checkTrace(send(world, request))).toEqual([]);
      }),
      { seed, numRuns: 150 },
    );
  });

  it('with nonsense in any text of a request', () => {
    fc.assert(
      fc.property(cases, fc.array(oddRequest, { minLength: 4, maxLength: 8, size: 'max' }), ({ mesh }, requests) => {
        const world = worldOf(mesh);
        for (const request of requests) expect(checkTrace(send(world, request))).toEqual([]);
      }),
      { seed, numRuns: 300 },
    );
  });
});
