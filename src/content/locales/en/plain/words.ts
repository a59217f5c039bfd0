import type { PlainTargets } from '../../../../core/model/plain.ts';
import { bold, code } from '../names.ts';

/** `a`, `a or b`, `a, b or c`. */
export function joined(items: readonly string[], last: 'and' | 'or'): string {
  const end = items.at(-1) ?? '';
  return items.length < 2 ? end : `${items.slice(0, -1).join(', ')} ${last} ${end}`;
}

export function codes(values: readonly string[], last: 'and' | 'or' = 'or'): string {
  return joined(values.map(code), last);
}

export function bolds(values: readonly string[], last: 'and' | 'or' = 'or'): string {
  return joined(values.map(bold), last);
}

/** `app=web` and `version=v1`, each in the look of a value. */
export function labelsText(labels: Readonly<Record<string, string>>): string {
  return codes(
    Object.entries(labels).map(([key, value]) => `${key}=${value}`),
    'and',
  );
}

/** Whom a resource is for, within a sentence: `workloads with app=web in **shop**`. */
export function targetsText(targets: PlainTargets, noun = 'workloads'): string {
  switch (targets.kind) {
    case 'labels':
      return `${noun} with ${labelsText(targets.labels)} in ${targets.where === null ? 'every namespace' : bold(targets.where)}`;
    case 'namespace':
      return `all ${noun} in ${bold(targets.where)}`;
    case 'mesh':
      return `all ${noun} of the mesh`;
    case 'nobody':
      return `no ${noun}`;
    case 'refs':
      return joined(
        targets.refs.map(({ kind, name }) =>
          kind === 'GatewayClass'
            ? `every waypoint of class ${bold(name)}`
            : `the ${kind} ${bold(name)} in ${bold(targets.where)}${kind.startsWith('Service') ? ' (at its waypoint)' : ''}`,
        ),
        'and',
      );
  }
}

/** Its first letter large. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Whom a resource is exported to; '' for everybody. */
export function exportedText(exportTo: readonly string[], own: string): string {
  if (exportTo.includes('*')) return '';
  if (exportTo.includes('~')) return ', to nobody';
  return `, in ${bolds([...new Set(exportTo.map((each) => (each === '.' ? own : each)))], 'and')} alone`;
}
