import { describe, expect, it } from 'vitest';
import { parseDocument } from '../yaml/parse.ts';
import { buildWorld } from '../controlplane/world.ts';
import { send } from '../dataplane/send.ts';
import { refKey } from '../model/refKey.ts';
import { resourceId } from '../model/resource.ts';
import { isProblem } from '../scenario/read.ts';
import { readRequest } from '../scenario/request.ts';
import type { Story } from '../model/story.ts';
import { tell } from './tell.ts';

const workload = `
apiVersion: v1
kind: Pod
metadata: { name: server, namespace: a, labels: { app: server, sidecar.istio.io/inject: "true" } }
spec: { containers: [{ name: app, image: app, ports: [{ containerPort: 8080 }, { containerPort: 5432 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: server, namespace: a }
spec: { selector: { app: server }, ports: [{ name: http, port: 8080 }, { name: tcp-db, port: 5432 }] }
`;

/** The story of a request of `ns/shop/sa/reviews` straight at the server, under one policy. */
function storyUnder(
  spec: string,
  request: Record<string, string> | 'tcp',
  dry: { readonly name: string; readonly spec: string } | null = null,
): Story {
  const dryRun =
    dry === null
      ? ''
      : `---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: ${dry.name}, namespace: a, annotations: { istio.io/dry-run: "true" } }
spec: ${dry.spec}
`;
  const text = `${workload}---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: p, namespace: a }
spec: ${spec}
${dryRun}`;
  const { resources } = parseDocument({ files: [{ name: 'a.yaml', text }] });
  const world = buildWorld(resources, { mesh: {}, topology: null, clock: '2026-01-01T00:00:00Z' });
  const read = readRequest({
    id: 'r',
    from: { peer: { identity: 'cluster.local/ns/shop/sa/reviews' } },
    to: { workload: 'a/server', port: request === 'tcp' ? 5432 : 8080 },
    ...(request === 'tcp' ? { tcp: true } : { http: request }),
  });
  if (isProblem(read)) throw new Error(read.problem);
  return tell(send(world, read));
}

const decidingKeys = (story: Story) =>
  (story.frames.find(({ deciding }) => deciding)?.decidingSources ?? []).map(refKey);
const policy = resourceId('AuthorizationPolicy', 'a', 'p');
const at = (...path: (string | number)[]) => refKey({ resource: policy, path });

describe('the plate under the shut gate', () => {
  it('shows the first condition that the nearest rule misses', () => {
    const story = storyUnder(
      `{ rules: [
        { from: [{ source: { principals: [cluster.local/ns/x/sa/y] } }], to: [{ operation: { methods: [PUT], paths: [/other] } }] },
        { to: [{ operation: { methods: [POST, PUT], paths: [/a] } }] } ] }`,
      { path: '/a' },
    );
    expect(story.plate).toEqual({ field: 'methods', asks: ['POST', 'PUT'], negated: false, has: 'GET', more: 0 });
  });

  it('counts the other conditions of that rule', () => {
    const story = storyUnder('{ rules: [{ to: [{ operation: { methods: [POST], paths: [/b] } }] }] }', { path: '/a' });
    expect(story.plate?.more).toBe(1);
  });

  it('of several sources takes the nearest', () => {
    const story = storyUnder(
      `{ rules: [{ from: [
        { source: { principals: [cluster.local/ns/x/sa/y], namespaces: [x] } },
        { source: { namespaces: [z] } } ] }] }`,
      { path: '/a' },
    );
    expect(story.plate).toMatchObject({ field: 'namespaces', asks: ['z'], more: 0 });
  });

  it('says what a DENY rule refuses', () => {
    const story = storyUnder('{ action: DENY, rules: [{ to: [{ operation: { paths: [/x, /a*] } }] }] }', {
      path: '/ab',
    });
    expect(story.plate).toEqual({ field: 'paths', asks: ['/a*'], negated: true, has: '/ab', more: 0 });
  });

  it('turns round what a rule excludes', () => {
    const allow = storyUnder('{ rules: [{ to: [{ operation: { notMethods: [GET] } }] }] }', { path: '/a' });
    expect(allow.plate).toMatchObject({ field: 'notMethods', asks: ['GET'], negated: true, has: 'GET' });
    const deny = storyUnder('{ action: DENY, rules: [{ to: [{ operation: { notMethods: [POST] } }] }] }', {
      path: '/a',
    });
    expect(deny.plate).toMatchObject({ field: 'notMethods', asks: ['POST'], negated: false, has: 'GET' });
  });

  it('does not look at a policy that only runs dry', () => {
    const dry = { name: 'dry', spec: '{ rules: [{ to: [{ operation: { ports: ["1"] } }] }] }' };
    const spec = '{ rules: [{ to: [{ operation: { methods: [POST], paths: [/b] } }] }] }';
    expect(storyUnder(spec, { path: '/a' }, dry).plate).toMatchObject({ field: 'methods', more: 1 });
  });

  it('is empty where there is no rule to miss', () => {
    expect(storyUnder('{}', { path: '/a' }).plate).toBeNull();
  });
});

describe('the values that decided', () => {
  it('are all values of a field of which none fits', () => {
    const story = storyUnder('{ rules: [{ to: [{ operation: { methods: [POST, PUT], paths: [/a] } }] }] }', {
      path: '/a',
    });
    const methods = ['spec', 'rules', 0, 'to', 0, 'operation', 'methods'];
    expect(decidingKeys(story)).toEqual([at(...methods, 0), at(...methods, 1)]);
  });

  it('are only the values of a DENY rule that fit', () => {
    const story = storyUnder('{ action: DENY, rules: [{ to: [{ operation: { paths: [/x, /a*] } }] }] }', {
      path: '/ab',
    });
    expect(decidingKeys(story)).toEqual([at('spec', 'rules', 0, 'to', 0, 'operation', 'paths', 1)]);
  });

  it('are the rule itself if it has no conditions, and the policy if it has no rules', () => {
    expect(decidingKeys(storyUnder('{ action: DENY, rules: [{}] }', {}))).toEqual([at('spec', 'rules', 0)]);
    expect(decidingKeys(storyUnder('{}', {}))).toEqual([at('spec')]);
  });
});

describe('why a request is not allowed', () => {
  const missesOf = (story: Story) => ('misses' in story.because.args ? story.because.args.misses : null);

  it.each([
    ['caller', '{ rules: [{ from: [{ source: { namespaces: [z] } }] }] }', {}],
    ['request', '{ rules: [{ to: [{ operation: { methods: [POST] } }] }] }', {}],
    ['noRules', '{}', {}],
    ['httpOnly', '{ rules: [{ to: [{ operation: { methods: [POST] } }] }] }', 'tcp'],
  ] as const)('is told apart: %s', (misses, spec, request) => {
    expect(missesOf(storyUnder(spec, request))).toBe(misses);
  });
});
