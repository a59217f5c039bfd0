/** The pseudo-locale: English that nobody can take for a text that was left in the program. */

const accents: Readonly<Record<string, string>> = {
  a: 'á',
  c: 'ç',
  e: 'é',
  i: 'î',
  n: 'ñ',
  o: 'ö',
  u: 'û',
  y: 'ý',
  A: 'Á',
  C: 'Ç',
  E: 'É',
  I: 'Î',
  N: 'Ñ',
  O: 'Ö',
  U: 'Û',
  Y: 'Ý',
};

/** Words of Istio, Envoy, Kubernetes and other programs that are written in small letters or look like English. */
const names: ReadonlySet<string> = new Set(
  `Istio Envoy Kubernetes Hopwise Mermaid GitHub Authorization Bearer istiod ztunnel ztunnels kubectl kubelet iptables curl nc grpc-status
  allow_any block_all inbound outbound Ctrl Shift Enter Esc Escape Tab Space Home End Sidecar Sidecars Gateway Gateways Service Services Secret Secrets
  Pod Pods Deployment Namespace Node Scenario Telemetry kB MB`.split(/\s+/),
);

/**
 * Whether a word is the same in every language: of Istio, Envoy or Kubernetes, in capitals or CamelCase, a path, a name
 * with a dot, a header, a number. The word may have punctuation around it.
 */
export function isSame(word: string): boolean {
  const bare = word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').replace(/[’']s$/, '');
  return (
    !/\p{L}{2}/u.test(bare) ||
    names.has(bare) ||
    /\d/.test(bare) ||
    /\p{L}.*\p{Lu}/u.test(bare) ||
    /[\w*][./_=@:#]\w/.test(word) ||
    /^[/#]\w/.test(word) ||
    /^(?:x|kube|istio)-/i.test(bare)
  );
}

/** Whether a text has a word to translate outside its code spans. */
export function hasWords(chunks: readonly string[]): boolean {
  let inCode = false;
  return chunks.some((chunk) =>
    chunk.split('`').some((part, index) => {
      if (index > 0) inCode = !inCode;
      return !inCode && part.split(/\s+/).some((word) => !isSame(word));
    }),
  );
}

/**
 * A text in the pseudo-locale: in brackets, with accents, and longer by at least 40 %. Words that are the same in every
 * language and code spans stay. A text without a word to translate stays as it is.
 *
 * `chunks` are the parts of the text around what is filled in; one part: nothing is. As many come back.
 */
export function pseudo(chunks: readonly string[]): readonly string[] {
  if (!hasWords(chunks)) return chunks;
  let inCode = false;
  const said = chunks.map((chunk) =>
    chunk
      .split('`')
      .map((part, index) => {
        if (index > 0) inCode = !inCode;
        return inCode ? part : part.replace(/\S+/g, (word) => (isSame(word) ? word : accented(word)));
      })
      .join('`'),
  );
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const last = said.length - 1;
  return said.map((text, index) => {
    const from = index === 0 ? `⟦${text}` : text;
    return index === last ? `${from}${filler(Math.ceil(length * 0.4), /\s/.test(chunks.join('')))}⟧` : from;
  });
}

const accented = (word: string): string => word.replace(/[a-z]/gi, (letter) => accents[letter] ?? letter);

/** So many letters. A text of several words grows by words, a word by letters. */
function filler(count: number, words: boolean): string {
  const letters = 'öñéàûîöñéàûî';
  const parts: string[] = [];
  for (let left = count; left > 0; left -= 7) parts.push(letters.slice(0, Math.min(left, 6)));
  return words ? ` ${parts.join(' ')}` : parts.join('');
}
