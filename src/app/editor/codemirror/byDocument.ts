import { yamlLanguage } from '@codemirror/lang-yaml';
import { Language, LanguageSupport } from '@codemirror/language';
import { type Input, NodeType, Parser, type PartialParse, Tree, type TreeFragment } from '@lezer/common';

const { parser, data } = yamlLanguage;
/** From this length on a document is read again from the edit on, as files of one document are. */
const large = 100_000;

/** The tree of one document, without the node around it that all documents of a file share. */
function treeOf(text: string): Tree {
  const { children, positions, length } = parser.parse(text);
  return new Tree(NodeType.none, children, positions, length);
}

/** Where the documents of a file begin: `---` at the start of a line begins one even inside a block scalar. */
function startsOf(text: string): readonly number[] {
  const starts = [0];
  for (const { index } of text.matchAll(/^---(?=[ \t\r\n]|$)/gm)) if (index > 0) starts.push(index);
  return starts;
}

/** YAML, one document after the other: a key that is typed has only the document read again that it is in. */
class ByDocument extends Parser {
  /** By their text. */
  #known = new Map<string, Tree>();

  override createParse(
    input: Input,
    fragments: readonly TreeFragment[],
    ranges: readonly { readonly from: number; readonly to: number }[],
  ): PartialParse {
    const text = input.read(0, input.length);
    const starts = startsOf(text);
    const endOf = (index: number): number => starts[index + 1] ?? text.length;
    const whole = ranges.length === 1 && ranges[0]?.from === 0 && ranges[0].to === text.length;
    if (!whole || starts.length === 1 || starts.some((start, index) => endOf(index) - start > large))
      return parser.createParse(input, fragments, ranges);

    const known = this.#known;
    const used = new Map<string, Tree>();
    const trees: Tree[] = [];
    let stoppedAt: number | null = null;
    const read = (): number => starts[trees.length] ?? text.length;
    return {
      get parsedPos() {
        return read();
      },
      get stoppedAt() {
        return stoppedAt;
      },
      stopAt: (at) => {
        stoppedAt = at;
      },
      advance: () => {
        const at = read();
        if (at >= (stoppedAt ?? text.length)) {
          // What a reader to the end has not come by is of an earlier text.
          if (at === text.length) this.#known = used;
          return new Tree(parser.topNode, trees, starts.slice(0, trees.length), at);
        }
        const own = text.slice(at, endOf(trees.length));
        const tree = known.get(own) ?? treeOf(own);
        known.set(own, tree);
        used.set(own, tree);
        trees.push(tree);
        return null;
      },
    };
  }
}

/** YAML with its indentation, for files of many documents. */
export function yamlByDocument(): LanguageSupport {
  return new LanguageSupport(new Language(data, new ByDocument(), [], 'yaml'));
}
