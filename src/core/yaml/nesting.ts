import { Parser } from 'yaml';
import type { CST } from 'yaml';

/** Far beyond `maxDepth`, far below what a recursive parser's stack holds. */
const limit = 200;

/**
 * Whether a text nests so deep that a recursive parser must not see it: near the end of its stack an engine may
 * not throw but die (V8 does when it compiles a regular expression there). Exact where a quick look is not enough.
 */
export function nestsTooDeep(text: string): boolean {
  return mightNestDeep(text) && treeDepth(text) > limit;
}

function mightNestDeep(text: string): boolean {
  // Deep indentation, or many list items or keys opened on one line.
  if (/(?:^|\n)(?:[ \t]|[-?:][ \t]){200}/.test(text)) return true;
  let open = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '[' || char === '{') open++;
    else if ((char === ']' || char === '}') && open > 0) open--;
    if (open > limit) return true;
  }
  return false;
}

/** The depth of the concrete tree, which is built and walked without recursion. */
function treeDepth(text: string): number {
  let deepest = 0;
  const todo: { readonly token: CST.Token | null | undefined; readonly depth: number }[] = [];
  for (const token of new Parser().parse(text)) todo.push({ token, depth: 0 });
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { token, depth } = next;
    deepest = Math.max(deepest, depth);
    if (token?.type === 'document') todo.push({ token: token.value, depth: depth + 1 });
    if (token?.type !== 'block-map' && token?.type !== 'block-seq' && token?.type !== 'flow-collection') continue;
    for (const item of token.items) {
      todo.push({ token: item.key, depth: depth + 1 }, { token: item.value, depth: depth + 1 });
    }
  }
  return deepest;
}
