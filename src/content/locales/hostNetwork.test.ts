import { describe, expect, it } from 'vitest';
import { send } from '../../core/dataplane/send.ts';
import { authorizationPolicy, call, peerAuthentication, worldWith } from '../../core/dataplane/world.fixture.ts';
import type { Request } from '../../core/model/request.ts';
import { workloadId } from '../../core/model/resource.ts';
import { tell } from '../../core/story/tell.ts';
import { say } from './en.ts';

const agent =
  '{apiVersion: v1, kind: Pod, metadata: {name: agent, namespace: a, labels: {app: agent}}, spec: {hostNetwork: true, containers: [{name: app, ports: [{containerPort: 8080}]}]}}';
const card = (request: Request, ...yaml: readonly string[]): string =>
  say(tell(send(worldWith([agent, ...yaml].join('\n---\n')), request)).because);

describe('hostNetwork pods (9.6)', () => {
  it('never injected, in a namespace that injects too', () => {
    expect(card(call({ from: 'a/agent' }), peerAuthentication('STRICT'))).toBe(
      "**s** takes mTLS only (`STRICT`), and **agent** sends plaintext: it runs on the node's network, where no sidecar is injected.",
    );
    const target = { kind: 'workload', workload: workloadId('a', 'agent'), port: 8080 } as const;
    expect(card({ ...call({ from: 'legacy/n' }), target })).toBe(
      "**agent** runs on the node's network, where no sidecar is injected, so no proxy checks who comes in.",
    );
    expect(card(call({ from: 'b/s', to: 'n.legacy' }))).toBe('**n** has no sidecar, so no proxy checks who comes in.');
  });

  it('node IP as source: it is what ipBlocks see, and no range of pods holds it', () => {
    const from = (block: string) =>
      card(
        call({ from: 'a/agent' }),
        authorizationPolicy('nodes', `{rules: [{from: [{source: {ipBlocks: [${block}]}}]}]}`),
      );
    expect(from('172.18.0.0/16')).toBe('**nodes** allows **agent**: its rule 1 matches this request.');
    expect(from('10.244.0.0/16')).toContain('not allowed by any of its rules');
  });

  it('the line that says so is shown where the request starts', () => {
    const { frames } = tell(send(worldWith(agent), call({ from: 'a/agent' })));
    const line = { resource: 'Pod/a/agent', path: ['spec', 'hostNetwork'] };
    expect(frames[0].decidingSources).toEqual([line]);
    expect(frames.slice(1).flatMap(({ decidingSources }) => decidingSources)).not.toContainEqual(line);
  });
});
