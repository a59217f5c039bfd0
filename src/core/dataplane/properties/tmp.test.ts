import fc from 'fast-check';
import { it } from 'vitest';
import { randomCase } from './caseArbitrary.ts';
import { worldOf } from './randomMesh.ts';
import { send } from '../send.ts';
it('x', () => {
  const cases = fc.sample(randomCase({ policies: 5, requests: 12 }), { numRuns: 300, seed: 1 });
  const counts = new Map<string, number>();
  let tw = 0,
    ts = 0;
  let dump = 0;
  for (const { mesh, requests } of cases) {
    const t = performance.now();
    const world = worldOf(mesh);
    tw += performance.now() - t;
    for (const r of world.rejected)
      for (const d of r.diagnostics) {
        const k = 'rej ' + d.code + ' ' + JSON.stringify(d.args);
        counts.set(k, (counts.get(k) ?? 0) + 1);
      }
    for (const request of requests) {
      const t = performance.now();
      const trace = send(world, request);
      ts += performance.now() - t;
      const key =
        trace.verdict.kind === 'denied'
          ? trace.verdict.cause
          : trace.verdict.kind === 'undetermined'
            ? 'und ' + JSON.stringify(trace.limits[0])
            : trace.verdict.kind;
      counts.set(request.caller.kind + key, (counts.get(request.caller.kind + key) ?? 0) + 1);
      if (key === 'serverCertificateRefused' && dump++ < 3) {
        console.log(
          JSON.stringify(request),
          JSON.stringify(trace.hops.at(-1)?.steps.at(-1)),
          JSON.stringify(mesh.settings),
          JSON.stringify(mesh.policies),
        );
      }
    }
  }
  console.log(tw, ts, counts);
});
