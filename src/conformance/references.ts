import type { World } from '../core/controlplane/world.ts';
import { isList, isObject, type Json } from '../core/model/json.ts';
import type { SourceRef } from '../core/model/resource.ts';
import type { Check, Trace } from '../core/model/trace.ts';

/** What a trace says of the YAML and the YAML does not: places that do not exist, values that stand there differently. */
export function brokenReferences(world: World, trace: Trace): readonly string[] {
  const steps = trace.hops.flatMap((hop) => hop.steps);
  const problems = new Set(steps.flatMap((step) => step.checks.flatMap((check) => brokenCheck(world, check))));
  if (trace.verdict.kind !== 'undetermined' && trace.verdict.determining?.kind === 'setting') {
    const { ref } = trace.verdict.determining;
    if (ref && valueAt(world, ref) === undefined) problems.add(`nothing at ${show(ref)}`);
  }
  return [...problems];
}

function brokenCheck(world: World, check: Check): readonly string[] {
  const below = check.children.flatMap((child) => brokenCheck(world, child));
  const { source, expected, name } = check;
  if (source === null) return below;
  const value = valueAt(world, source);
  if (value === undefined) return [`${check.kind} ${name}: nothing at ${show(source)}`, ...below];
  if (check.kind === 'value' && expected.kind === 'value' && textOf(value) !== expected.value)
    return [`${name}: ${expected.value} is not what stands at ${show(source)}`, ...below];
  if (check.kind === 'field' && (expected.kind === 'values' || expected.kind === 'not')) {
    const texts = isList(value) ? value.map(textOf) : [];
    if (expected.values.some((text) => !texts.includes(text)))
      return [`${name}: ${expected.values.join(', ')} is not what stands at ${show(source)}`, ...below];
  }
  return below;
}

function valueAt(world: World, { resource, path }: SourceRef): Json | undefined {
  let value: Json | undefined = world.cluster.resource(resource)?.body;
  for (const key of path) {
    if (isList(value) && typeof key === 'number') value = value[key];
    else if (isObject(value) && Object.hasOwn(value, key)) value = value[String(key)];
    else return undefined;
  }
  return value;
}

const textOf = (json: Json): string => (typeof json === 'string' ? json : JSON.stringify(json));
const show = ({ resource, path }: SourceRef): string => `${resource} ${path.join('.')}`;
