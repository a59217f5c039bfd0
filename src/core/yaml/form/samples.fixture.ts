import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Form, FormNode } from '../../model/form.ts';
import { splitDocuments } from '../split.ts';
import { readForm } from './readForm.ts';

const source = join(import.meta.dirname ?? '.', '../../..');
const scenarios = join(source, 'content', 'scenarios');
const vectors = join(source, 'conformance', 'vectors');

function texts(): readonly string[] {
  const own = readdirSync(scenarios).map((name) => readFileSync(join(scenarios, name), 'utf8'));
  const recorded = readdirSync(vectors)
    .filter((name) => name.endsWith('.jsonl') && !name.startsWith('fuzz'))
    .flatMap((name) => readFileSync(join(vectors, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line): { readonly resources?: string } => JSON.parse(line));
  return [...own, ...recorded.flatMap(({ resources }) => resources ?? [])];
}

/** Resources as people and tests write them, each once, of kinds that have a form. */
export function sampleResources(): readonly string[] {
  const documents = texts().flatMap((text) => splitDocuments(text).map((chunk) => chunk.text));
  return [...new Set(documents)].filter((text) => formIn(text) !== null);
}

/** The form of the first object of a text. */
export function formIn(text: string): Form | null {
  const answer = readForm(text, { index: 0 }, new Map());
  return answer.kind === 'form' ? answer.form : null;
}

/** Every part of a form, the form itself first. */
export function nodesOf(node: FormNode): readonly FormNode[] {
  switch (node.kind) {
    case 'object':
      return [node, ...node.fields.flatMap((field) => nodesOf(field.node))];
    case 'list':
      return [node, ...node.items.flatMap((item) => (item === null ? [] : nodesOf(item)))];
    case 'map':
      return [node, ...node.entries.flatMap((entry) => (entry.node === null ? [] : nodesOf(entry.node)))];
    case 'string':
    case 'integer':
    case 'number':
    case 'duration':
    case 'intOrString':
    case 'boolean':
    case 'enum':
      return [node];
  }
}
