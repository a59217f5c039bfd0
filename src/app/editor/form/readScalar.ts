import { formWords } from '../../../content/locales/en/form.ts';
import type { ScalarNode } from '../../../core/model/form.ts';

export type Read = { readonly value: string | number } | { readonly problem: string };

/** What a person has typed, as a value of its field's type. `before`: a number that was written as a text stays one. */
export function readScalar(kind: ScalarNode['kind'], text: string, before: ScalarNode['value'] = null): Read {
  switch (kind) {
    case 'string':
      return { value: text };
    case 'duration':
      return /^(?:\d+(?:\.\d+)?(?:h|ms|m|s|us|ns))+$/.test(text) ? { value: text } : { problem: formWords.duration };
    case 'integer':
      if (!/^-?\d{1,10}$/.test(text)) return { problem: formWords.wholeNumber };
      return { value: typeof before === 'string' ? text : Number(text) };
    case 'number':
      return /^-?\d+(?:\.\d+)?$/.test(text) ? { value: Number(text) } : { problem: formWords.number };
    case 'intOrString':
      return { value: /^\d{1,10}$/.test(text) ? Number(text) : text };
  }
}
