import { describe, expect, it } from 'vitest';
import type { HopwiseDocument } from '../../model/scenario.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { createMemory, evaluate } from '../evaluate.ts';
import { addTo } from './addTo.ts';
import { cleanPart } from './cleanPart.ts';
import { type CleanFile, layOut } from './layOut.ts';
import { understand, type Understood } from './understand.ts';
import { unroll } from './unroll.ts';

const nothing: HopwiseDocument = { files: [] };

function fileOf(name: string, text: string, memory = createMemory()): CleanFile {
  const unrolled = unroll(text, 1e7);
  if (typeof unrolled === 'string') throw new Error(unrolled);
  const { documents } = cleanPart(unrolled.documents, { fold: true }, memory.parses);
  return { name, text: null, list: unrolled.list, documents };
}

function brought(text: string, base = nothing): Understood {
  const memory = createMemory();
  return understand([fileOf('all.yaml', text, memory)], base, memory);
}

const item = (kind: string, name: string, space: string, rest = ''): string =>
  `- apiVersion: ${kind === 'Pod' || kind === 'Service' ? 'v1' : kind === 'Job' ? 'batch/v1' : 'apps/v1'}\n  kind: ${kind}\n  metadata:\n    name: ${name}\n    namespace: ${space}\n${rest}`;
const owned = (kind: string, name: string): string =>
  `    labels:\n      app: web\n      pod-template-hash: 5c9\n    ownerReferences:\n    - apiVersion: apps/v1\n      controller: true\n      kind: ${kind}\n      name: ${name}\n`;
const spec = '  spec:\n    template:\n      metadata:\n        labels:\n          app: web\n';
const phase = (of: string, ip: string): string => `  status:\n    phase: ${of}\n    podIP: ${ip}\n`;
const list = (...items: readonly string[]): string => `apiVersion: v1\nkind: List\nitems:\n${items.join('')}`;

const dump = list(
  item('Deployment', 'web', 'shop', spec),
  item('ReplicaSet', 'web-5c9', 'shop', owned('Deployment', 'web') + spec),
  item('ReplicaSet', 'web-old', 'shop', owned('Deployment', 'web').replace('5c9', 'old') + spec),
  item('Pod', 'web-5c9-a', 'shop', owned('ReplicaSet', 'web-5c9') + phase('Pending', '10.0.0.1')),
  item('Pod', 'web-5c9-b', 'shop', owned('ReplicaSet', 'web-5c9') + phase('Running', '10.0.0.2')),
  item('Pod', 'web-5c9-c', 'shop', owned('ReplicaSet', 'web-5c9') + phase('Running', '10.0.0.3')),
  item('Service', 'web', 'shop', '  spec:\n    selector:\n      app: web\n    ports:\n    - port: 80\n'),
  item('Pod', 'alone', 'own', phase('Running', '10.0.0.4')),
  '- apiVersion: example.org/v1\n  kind: Widget\n  metadata:\n    name: odd\n    namespace: own\n',
  '- apiVersion: v1\n  kind: Namespace\n  metadata:\n    name: shop\n',
);

describe('what is understood of a dump', () => {
  it('is counted: a Deployment with its ReplicaSets and pods is one workload', () => {
    expect(brought(dump)).toMatchObject({
      namespaces: 2,
      workloads: 2,
      services: 1,
      policies: [],
      kept: [{ kind: 'Widget', count: 1 }],
      problemCount: 0,
      spared: [
        { kind: 'Pod', count: 2 },
        { kind: 'ReplicaSet', count: 2 },
      ],
    });
  });

  it('has the same workloads as the whole dump, with the pod that serves', () => {
    const all = evaluate({ files: [{ name: 'a', text: dump }] }, null, createMemory()).overview.workloads;
    const { document } = brought(dump);
    const left = evaluate(document, null, createMemory()).overview.workloads;
    const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
    expect(left.toSorted(byId)).toEqual(all.toSorted(byId));
    expect(all.map(({ id }) => id)).toEqual(['shop/web', 'own/alone']);
    expect(document.files.map(({ text }) => text).join('')).toContain('web-5c9-b');
  });

  it('keeps a ReplicaSet that belongs to nothing in the dump, and pods by themselves', () => {
    const loose = list(
      item('ReplicaSet', 'roll-5c9', 'shop', owned('Rollout', 'roll') + spec),
      item('Pod', 'roll-5c9-a', 'shop', owned('ReplicaSet', 'roll-5c9') + phase('Running', '10.0.0.1')),
      item('Pod', 'job-a', 'shop', owned('Job', 'gone') + phase('Running', '10.0.0.2')),
    );
    expect(brought(loose)).toMatchObject({ workloads: 2, spared: [] });
  });

  it('is one file per namespace, what is in none first', () => {
    expect(brought(dump).document.files.map(({ name }) => name)).toEqual(['cluster.yaml', 'own.yaml', 'shop.yaml']);
    expect(brought(list(item('Pod', 'a', 'shop'))).document.files.map(({ name }) => name)).toEqual(['all.yaml']);
  });

  it('names problems with their places, and what the mesh on show has as well', () => {
    const base = {
      files: [{ name: 'b.yaml', text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: own}\n' }],
    };
    const text =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: own}\n---\nkind: [\n---\napiVersion: v1\nmetadata: {name: x}\n';
    const { known, problems, problemCount } = brought(text, base);
    expect(known).toBe(1);
    expect(problemCount).toBe(problems.length);
    expect(problems).toMatchObject([
      { code: 'yamlSyntax', file: 'all.yaml', line: 6 },
      { code: 'missingKind', line: 7 },
    ]);
  });
});

describe('files', () => {
  it('keep their text where nothing was cut, and their names where those are free', () => {
    const documents = [
      { text: 'kind: A', namespace: '' },
      { text: 'kind: B\n', namespace: 'b' },
    ];
    const file = { name: 'x.yaml', text: null, list: false, documents };
    expect(layOut([{ ...file, text: 'kind: A' }, file, { ...file, name: 'y' }], ['y', 'x-2.yaml'])).toEqual([
      { name: 'x.yaml', text: 'kind: A' },
      { name: 'x-3.yaml', text: 'kind: A\n---\nkind: B\n' },
      { name: 'y-2', text: 'kind: A\n---\nkind: B\n' },
    ]);
  });
});

describe('a mesh that is added to another', () => {
  const pod = (name: string, more = ''): string => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\n${more}`;
  const scenario = (name: string): string => `apiVersion: hopwise.dev/v1\nkind: Scenario\nmetadata: {name: ${name}}\n`;
  const ids = (document: HopwiseDocument): readonly string[] => parseDocument(document).resources.map(({ id }) => id);

  it('takes the place of objects of the same name; the others keep their text', () => {
    const base = { files: [{ name: 'a.yaml', text: `# head\n${pod('a')}---\n${pod('b')}---\n# c\n${pod('c')}` }] };
    const sum = addTo(base, { files: [{ name: 'a.yaml', text: pod('b', 'spec: {}\n') }] });
    expect(sum).toEqual({
      files: [
        { name: 'a.yaml', text: `# head\n${pod('a')}---\n# c\n${pod('c')}` },
        { name: 'a-2.yaml', text: pod('b', 'spec: {}\n') },
      ],
    });
  });

  it('keeps the requests of the mesh that is open', () => {
    const base = { files: [{ name: 'a', text: scenario('mine') }] };
    expect(ids(addTo(base, { files: [{ name: 'b', text: `${scenario('theirs')}---\n${pod('a')}` }] }))).toEqual([
      'Scenario//mine',
      'Pod/default/a',
    ]);
    expect(ids(addTo({ files: [] }, base))).toEqual(['Scenario//mine']);
  });
});
