import type { ScalarNode } from '../../../core/model/form.ts';

export type Read = { readonly value: string | number } | { readonly problem: string };

/** What a person has typed, as a value of its field's type. `before`: a number that was written as a text stays one. */
export function readScalar(kind: ScalarNode['kind'], text: string, before: ScalarNode['value'] = null): Read {
  switch (kind) {
    case 'string':
      return { value: text };
    case 'duration':
      return /^(?:\d+(?:\.\d+)?(?:h|ms|m|s|us|ns))+$/.test(text)
        ? { value: text }
        : { problem: 'A duration, such as 10s or 1m30s.' };
    case 'integer':
      if (!/^-?\d{1,10}$/.test(text)) return { problem: 'A whole number.' };
      return { value: typeof before === 'string' ? text : Number(text) };
    case 'number':
      return /^-?\d+(?:\.\d+)?$/.test(text) ? { value: Number(text) } : { problem: 'A number.' };
    case 'intOrString':
      return { value: /^\d{1,10}$/.test(text) ? Number(text) : text };
  }
}
