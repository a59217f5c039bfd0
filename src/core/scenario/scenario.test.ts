import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resourceId } from '../model/resource.ts';
import { parseDocument } from '../yaml/parse.ts';
import { meshSourceOf, readMesh } from './mesh.ts';
import { readScenario } from './scenario.ts';

const read = (spec: string) => {
  const text = `apiVersion: hopwise.dev/v1\nkind: Scenario\nmetadata:\n  name: s\nspec:\n${spec.replace(/^/gm, '  ')}\n`;
  return readScenario(parseDocument({ files: [{ name: 's.yaml', text }] }).scenario);
};
const request = '- { id: a, from: { workload: x/y }, to: { url: "http://z" } }';

describe('the Scenario document', () => {
  it('reads all that it says', () => {
    const { scenario, problems } = read(
      `title: T\ndescription: D\nclock: 2026-03-04T05:06:07Z\nopens: a\nrequests:\n${request}\npositions: { x/y: { x: 1, y: 2 } }\nmesh: { trustDomain: td }`,
    );
    expect(problems).toEqual([]);
    expect(scenario).toMatchObject({
      name: 's',
      title: 'T',
      description: 'D',
      clock: '2026-03-04T05:06:07Z',
      opens: 'a',
      positions: { 'x/y': { x: 1, y: 2 } },
      mesh: { trustDomain: 'td' },
    });
    expect(scenario.requests.map(({ id }) => id)).toEqual(['a']);
  });

  it('reads the example of the README', () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    const text = /```yaml\n(apiVersion: hopwise[^]*?)```/.exec(readme)?.[1] ?? '';
    const { scenario, problems } = readScenario(parseDocument({ files: [{ name: 's.yaml', text }] }).scenario);
    expect(problems).toEqual([]);
    expect(scenario.tokens).toMatchObject([{ name: 'clerk', expires: '+1h', notBefore: '-5m', algorithm: 'RS256' }]);
    expect(scenario.authorizers).toMatchObject([{ provider: 'opa', answer: 'deny', status: 403 }]);
    expect(scenario.requests).toHaveLength(1);
  });

  it('is empty, at a fixed time, where there is none', () => {
    const { scenario, problems } = readScenario(null);
    expect(problems).toEqual([]);
    expect(scenario).toMatchObject({ requests: [], opens: null, clock: '2026-01-01T12:00:00Z' });
  });

  it.each<[string, (string | number)[]]>([
    ['titel: x', ['spec', 'titel']],
    ['title: 4', ['spec', 'title']],
    ['clock: noon', ['spec', 'clock']],
    ['opens: b', ['spec', 'opens']],
    ['requests: none', ['spec', 'requests']],
    [`requests:\n${request}\n${request}`, ['spec', 'requests', 1, 'id']],
    ['requests:\n- { id: a, from: { workload: x } }', ['spec', 'requests', 0, 'from', 'workload']],
    ['positions: { a: { x: 1 } }', ['spec', 'positions', 'a']],
    ['mesh: strict', ['spec', 'mesh']],
    ['istiod: down', ['spec', 'istiod']],
    ['istiod: { up: +1h }', ['spec', 'istiod', 'up']],
    ['istiod: { down: { until: +1h } }', ['spec', 'istiod', 'down']],
    ['istiod: { down: { from: noon } }', ['spec', 'istiod', 'down', 'from']],
    ['certificates: none', ['spec', 'certificates']],
    ['certificates: { s: {} }', ['spec', 'certificates', 's']],
    ['certificates: { x/y: { issued: noon } }', ['spec', 'certificates', 'x/y', 'issued']],
    ['certificates: { x/y: { expires: +1h } }', ['spec', 'certificates', 'x/y', 'expires']],
    ['certificates: { x/y: { root: 1 } }', ['spec', 'certificates', 'x/y', 'root']],
    [
      'requests:\n- { id: a, at: noon, from: { workload: x/y }, to: { url: "http://z" } }',
      ['spec', 'requests', 0, 'at'],
    ],
  ])('keeps what it can read and says where the rest is wrong: %s', (spec, path) => {
    expect(read(spec).problems.map((problem) => problem.path)).toEqual([path]);
  });
});

describe('MeshConfig', () => {
  const configMap = (mesh: string) =>
    parseDocument({
      files: [
        {
          name: 'm.yaml',
          text: `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: istio, namespace: istio-system }\ndata:\n  mesh: |-\n${mesh.replace(/^/gm, '    ')}\n`,
        },
      ],
    }).resources;

  it('is read from the ConfigMap of istiod, under what the scenario itself says', () => {
    const { mesh } = readMesh(configMap('trustDomain: a\nrootNamespace: r'), { trustDomain: 'b' });
    expect(mesh).toEqual({ trustDomain: 'b', rootNamespace: 'r' });
  });

  it('knows where a setting is written: in the scenario first, then in the ConfigMap', () => {
    const mode = ['outboundTrafficPolicy', 'mode'];
    const resources = configMap('outboundTrafficPolicy: {mode: REGISTRY_ONLY}');
    const scenario = { id: resourceId('Scenario', '', 's'), mesh: { outboundTrafficPolicy: { mode: 'ALLOW_ANY' } } };
    expect(meshSourceOf(resources, scenario)(mode)).toEqual({ resource: scenario.id, path: ['spec', 'mesh', ...mode] });
    const map = { resource: resources[0]?.id, path: ['data', 'mesh'] };
    expect(meshSourceOf(resources, { ...scenario, mesh: {} })(mode)).toEqual(map);
    expect(meshSourceOf(resources, null)(['trustDomain'])).toBeNull();
    expect(meshSourceOf([], null)(mode)).toBeNull();
  });

  it.each(['- a', 'a: [', 'just text'])('leaves out what is no map: %s', (text) => {
    const { mesh, problem } = readMesh(configMap(text), { a: 1 });
    expect(mesh).toEqual({ a: 1 });
    expect(problem?.path).toEqual(['data', 'mesh']);
  });
});
