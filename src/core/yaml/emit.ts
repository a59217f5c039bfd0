import { Document, isScalar, visit } from 'yaml';
import type { ToStringOptions, YAMLSeq } from 'yaml';
import type { Json } from '../model/json.ts';

/** How new text is written: `block` on lines of its own, `flow` inside braces, `json` in a JSON file. */
export type Style = 'block' | 'flow' | 'json';

const options = { indent: 2, lineWidth: 0, blockQuote: false } as const;

/** Words and numbers that YAML 1.1, and so kubectl, reads as something else than a string; `<<` merges. */
const not11 = /^(?:<<|yes|no|on|off|[-+]?0[0-7_]+|[-+]?0b[01_]+|[-+]?\d[\d_]*(?:\.[\d_]*)?)$/i;

type CollectionStyle = NonNullable<ToStringOptions['collectionStyle']>;

function write(
  value: Json,
  collectionStyle: CollectionStyle,
  isFlow: (node: YAMLSeq) => boolean = () => false,
): string {
  const document = new Document(value);
  visit(document, {
    Seq(_place, node) {
      if (isFlow(node)) node.flow = true;
    },
    Scalar(place, node) {
      if (typeof node.value !== 'string') return;
      // The key `y` of a position stays plain: no other reader gets to see it.
      if (not11.test(node.value) || (place !== 'key' && /^[yn]$/i.test(node.value))) node.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ ...options, collectionStyle, flowCollectionPadding: collectionStyle !== 'any' }).trimEnd();
}

export function isFilledCollection(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** A value on one line. */
export function inline(value: Json, style: Style): string {
  if (style === 'json') return JSON.stringify(value);
  return write(value, 'flow');
}

/** `key: value` on one line. */
export function inlinePair(key: string, value: Json, style: Style): string {
  if (style === 'json') return `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  return `${inline(key, style)}: ${inline(value, style)}`;
}

/** A value on lines of its own, without a line break at the end. */
export function lines(value: Json, indent: number): string {
  const text = write(value, 'block');
  return text.replace(/^(?=.)/gm, ' '.repeat(indent));
}

/** A list of a few plain values stands on the line of its key: `methods: [GET, POST]`. */
function isShortList({ items }: YAMLSeq): boolean {
  const length = items.reduce<number>((sum, item) => sum + (isScalar(item) ? String(item.value).length + 2 : 100), 0);
  return length <= 80;
}

/** A whole object as people write it, with a line break at the end. */
export function manifestText(value: Json): string {
  return `${write(value, 'any', isShortList)}\n`;
}
