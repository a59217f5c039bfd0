import { describe, expect, it } from 'vitest';
import { scenarios } from '../../../content/scenarios.ts';
import type { Caller } from '../../model/request.ts';
import type { WorkloadId } from '../../model/resource.ts';
import type { Story } from '../../model/story.ts';
import { accessLog, lineText } from '../../story/caller/accessLog.ts';
import { createMemory, evaluate } from '../evaluate.ts';
import { prepare } from '../prepare.ts';
import { replayRequests } from '../least/replay.ts';
import { readLogPart } from './readPart.ts';
import { understandLog } from './understandLog.ts';

const documentOf = (id: string) => ({ files: scenarios.find((scenario) => scenario.id === id)?.files ?? [] });
const shop = documentOf('shop-and-payments');
const understand = (text: string, writer: string | null = null, document = shop) =>
  understandLog(document, [readLogPart(text, 1)], writer as WorkloadId | null, createMemory());

const outbound = (more = '') =>
  `[2026-03-02T09:00:00.123Z] "GET /charges HTTP/1.1" 200 - via_upstream - "-" 0 48 3 2 "-" "curl" "id" "backend.payments:8080" "10.1.2.3:8080" outbound|8080||backend.payments.svc.cluster.local 10.1.9.9:4000 10.96.0.9:8080 10.1.9.9:51234 - default${more}`;
const inbound = (peer = '10.1.9.9:51234') =>
  `[2026-03-02T09:00:00.123Z] "GET /charges HTTP/1.1" 200 - via_upstream - "-" 0 48 3 2 "-" "curl" "id" "backend.payments:8080" "10.1.2.3:8080" inbound|8080|| 127.0.0.6:4000 10.1.2.3:8080 ${peer} outbound_.8080_._.backend.payments.svc.cluster.local default`;
const charges = {
  caller: { kind: 'workload', workload: 'shop/frontend' },
  target: { kind: 'host', host: 'backend.payments', port: 8080, via: null },
  payload: { kind: 'http', method: 'GET', path: '/charges', host: null, headers: [], version: '1.1' },
  tls: null,
};

describe('a log in a mesh', () => {
  it('tells the request that the caller sent, by who wrote the line', () => {
    expect(understand(outbound(), 'shop/frontend').requests).toMatchObject([
      { request: charges, passed: { count: 1 } },
    ]);
    expect(understand(`[pod/frontend-6d4b-abcde/istio-proxy] ${outbound()}`).requests[0]?.request).toMatchObject(
      charges,
    );
  });

  it('knows callers by addresses that other lines of the log tie to a workload', () => {
    const both = `[pod/frontend-6d4b-abcde/istio-proxy] ${outbound()}\n[pod/backend-1234-abcde/istio-proxy] ${inbound()}`;
    const { requests, placed } = understand(both);
    expect(placed).toBe(2);
    expect(requests).toMatchObject([{ request: charges, passed: { count: 2 } }]);
  });

  it('says why it cannot place a line, and makes nothing up', () => {
    const { unplaced, unplacedLines } = understand(
      [outbound(), inbound(), `[pod/nobody-1234-abcde/istio-proxy] ${outbound()}`, inbound('10.1.9.9:0')].join('\n'),
    );
    expect(unplacedLines).toBe(4);
    expect(unplaced.map(({ reason, value }) => [reason, value])).toEqual([
      ['writerUnknown', '10.1.9.9'],
      ['callerUnknown', '10.1.9.9'],
      ['writerUnknown', 'nobody-1234-abcde'],
      ['callerUnknown', ''],
    ]);
  });

  it('tells flows of the network by their pods, and those of a tunnel not', () => {
    const flow = (port: number, from = 'frontend-6d4b9c7f5d-abcde') =>
      JSON.stringify({
        flow: {
          verdict: 'FORWARDED',
          l4: { TCP: { destination_port: port } },
          source: { namespace: 'shop', pod_name: from },
          destination: { namespace: 'payments', workloads: [{ name: 'backend', kind: 'Deployment' }] },
          l7: { type: 'REQUEST', http: { method: 'GET', url: 'http://backend.payments:8080/charges' } },
        },
      });
    const { requests, unplaced } = understand([flow(8080), flow(15008), flow(8080, 'who')].join('\n'));
    expect(requests).toMatchObject([{ request: charges, passed: { count: 1, first: null } }]);
    expect(unplaced.map(({ reason, value }) => [reason, value])).toEqual([
      ['tunnel', ''],
      ['callerUnknown', 'who'],
    ]);
  });

  it('does not take the addresses that Hopwise made up for those of the log', () => {
    const { world } = prepare(shop, createMemory());
    const madeUp = world.cluster.workloads.get('shop/frontend' as WorkloadId)?.ip ?? '';
    expect(understand(inbound(`${madeUp}:4000`), 'payments/backend').requests).toEqual([]);
  });

  it('tells verified identities of one workload from those of several', () => {
    const line = (identity: string) =>
      JSON.stringify({
        authority: 'backend.payments:8080',
        method: 'GET',
        path: '/charges',
        protocol: 'HTTP/1.1',
        response_code: 200,
        requested_server_name: 'outbound_.8080_._.backend.payments.svc.cluster.local',
        downstream_local_address: '10.1.2.3:8080',
        upstream_cluster: 'inbound|8080||',
        downstream_peer_uri_san: `spiffe://cluster.local/ns/${identity}`,
      });
    expect(understand(line('shop/sa/frontend')).requests[0]?.request).toMatchObject(charges);
    expect(understand(line('shop/sa/stranger')).unplaced).toMatchObject([{ reason: 'callerUnknown' }]);
  });

  it('gives back the requests of the built-in meshes whose log it is, each with the same end', {
    timeout: 120_000,
  }, () => {
    let [agreed, fromOutside] = [0, 0];
    for (const { id, files } of scenarios) {
      const memory = createMemory();
      const { own, world, sendOf } = prepare({ files }, memory);
      for (const request of own.requests) {
        const { caller } = request;
        if (caller.kind === 'peer' || caller.kind === 'kubelet') continue;
        if (request.at !== undefined || request.draws !== undefined) continue;
        const { story } = evaluate({ files }, request, memory);
        if (story === null) continue;
        const log = understandLog({ files }, [readLogPart(logOf(story), 1)], null, memory);
        // A client's own line says as much as it needs; some stories leave none.
        for (const { request: again } of log.requests) {
          if (!sameCaller(again.caller, caller)) continue;
          if (carriesMore(request)) continue;
          // An address of the outside that a policy reads: a replay does not tell it either.
          if (replayRequests({ files }, [again], memory)[0]?.kind === 'untold') continue;
          const [first, second] = [sendOf(request).verdict, sendOf(again).verdict];
          expect([id, request.id, second.kind]).toEqual([id, request.id, first.kind]);
          agreed += 1;
          if (caller.kind === 'external') fromOutside += 1;
        }
        expect(world.cluster.workloads.size).toBeGreaterThan(0);
      }
    }
    expect(agreed).toBeGreaterThan(40);
    expect(fromOutside).toBeGreaterThan(3);
  });
});

/** Who comes from outside has no address in a log that is kept. */
function sameCaller(a: Caller, b: Caller): boolean {
  return a.kind === 'workload' && b.kind === 'workload' ? a.workload === b.workload : a.kind === b.kind;
}

/** What no log keeps. */
function carriesMore({ payload }: { payload: { kind: string; headers?: readonly unknown[]; path?: string } }): boolean {
  return payload.kind === 'http' && ((payload.headers?.length ?? 0) > 0 || payload.path?.includes('?') === true);
}

/** The log of a story, each line with who wrote it, as `kubectl logs --prefix` prints it. */
function logOf(story: Story): string {
  return accessLog(story)
    .filter(({ fields }) => fields.length > 0)
    .map(
      (line) =>
        `[pod/${line.line.proxy.slice(line.line.proxy.indexOf('/') + 1)}-7d9c5b6f4-x2x5q/istio-proxy] ${lineText(line)}`,
    )
    .join('\n');
}
