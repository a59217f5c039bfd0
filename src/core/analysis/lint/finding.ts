import type { Edit, Finding, LintCode } from '../../model/lint.ts';
import type { Path, Resource } from '../../model/resource.ts';

interface More {
  readonly args?: Finding['args'];
  readonly on?: Finding['on'];
  readonly fix?: readonly Edit[];
}

/** A pitfall: what the resource does is probably not what was meant. */
export function warning(
  code: LintCode,
  { id }: Resource,
  path: Path,
  { args = {}, on = 'value', fix = [] }: More = {},
): Finding {
  return { code, severity: 'warning', resource: id, path, on, args, fix };
}

/** Worth knowing, and may well be meant. */
export function hint(code: LintCode, resource: Resource, path: Path, more: More = {}): Finding {
  return { ...warning(code, resource, path, more), severity: 'hint' };
}

export function set({ id }: Resource, path: Path, value: Extract<Edit, { op: 'set' }>['value']): Edit {
  return { op: 'set', resource: id, path, value };
}

export function remove({ id }: Resource, path: Path): Edit {
  return { op: 'remove', resource: id, path };
}

export function rename({ id }: Resource, path: Path, to: string): Edit {
  return { op: 'rename', resource: id, path, to };
}
