import { refKey } from '../model/refKey.ts';
import type { Invariant } from '../model/invariant.ts';
import type { MeshOverview } from '../model/overview.ts';
import type { Path, Resource, SourceRef } from '../model/resource.ts';
import type { Story } from '../model/story.ts';
import type { Check, Determining } from '../model/trace.ts';
import type { Json } from '../model/json.ts';
import type { ParsedDocument } from '../yaml/parse.ts';
import type { TextRange } from '../yaml/range.ts';
import { isList, isObject } from './read.ts';

/** Where every value that a story, an overview or an invariant points at stands in the text. Values that are not in the text have none. */
export function rangesOf(
  parsed: ParsedDocument,
  story: Story | null,
  mesh: MeshOverview,
  invariants: readonly Invariant[],
): Readonly<Record<string, TextRange>> {
  const byId = new Map(parsed.resources.map((resource) => [resource.id, resource]));
  const ranges: Record<string, TextRange> = {};
  for (const ref of [
    ...(story === null ? [] : storyRefs(story)),
    ...meshRefs(mesh),
    ...demandRefs(parsed, invariants),
  ]) {
    const key = refKey(ref);
    if (key in ranges || !exists(byId.get(ref.resource), ref.path)) continue;
    const range = parsed.locate(ref);
    if (range !== null) ranges[key] = range;
  }
  return ranges;
}

function storyRefs({ frames, blockers, trace }: Story): readonly SourceRef[] {
  const { verdict } = trace;
  return [
    ...frames.flatMap(({ decidingSources, readSources, checks, asides }) => [
      ...decidingSources,
      ...readSources,
      ...[...checks, ...asides].flatMap(checkRefs),
    ]),
    ...blockers.flatMap(({ source }) => (source === null ? [] : [source])),
    ...(verdict.kind === 'undetermined' ? [] : determiningRefs(verdict.determining)),
  ];
}

function checkRefs({ source, children }: Check): readonly SourceRef[] {
  return [...(source === null ? [] : [source]), ...children.flatMap(checkRefs)];
}

function determiningRefs(determining: Determining | null): readonly SourceRef[] {
  if (determining?.kind === 'matched') {
    return determining.rules.map(({ resource, rule }) => ({ resource, path: ['spec', 'rules', rule] }));
  }
  return determining?.kind === 'setting' && determining.ref !== null ? [determining.ref] : [];
}

function meshRefs({ namespaces }: MeshOverview): readonly SourceRef[] {
  return namespaces.flatMap(({ mtlsSource }) => (mtlsSource === null ? [] : [mtlsSource]));
}

function demandRefs({ scenario }: ParsedDocument, invariants: readonly Invariant[]): readonly SourceRef[] {
  if (scenario === null) return [];
  return invariants.map(({ index }) => ({ resource: scenario.id, path: ['spec', 'invariants', index] }));
}

function exists(resource: Resource | undefined, path: Path): boolean {
  let value: Json | undefined = resource?.body;
  for (const segment of path) {
    if (isList(value)) value = typeof segment === 'number' ? value[segment] : undefined;
    else value = isObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
  }
  return value !== undefined;
}
