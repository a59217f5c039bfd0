/** What a command names an object by. */
interface Named {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The type as kubectl takes it, with its group, so that no other kind of the name is meant. */
export function kubectlType({ apiVersion, kind }: Pick<Named, 'apiVersion' | 'kind'>): string {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const own = (kind.split('.')[0] ?? kind).toLowerCase();
  return group === '' ? own : `${own}.${group}`;
}

/** Removes one object. */
export function deleteCommand(object: Named): string {
  const { namespace, name } = object;
  const where = namespace === '' ? '' : ` -n ${quoted(namespace)}`;
  // A name such as `--all` must not be taken for a flag.
  const end = name.startsWith('-') ? ' --' : '';
  return `kubectl delete${where} ${quoted(kubectlType(object))}${end} ${quoted(name)}`;
}

/** Applies a text that stands in the command itself. */
export function applyCommand(text: string): string {
  const lines = new Set(text.split(/\r?\n/));
  let end = 'EOF';
  // The line that ends the text must not stand in it.
  for (let at = 1; lines.has(end); at += 1) end = `EOF_${at}`;
  return `kubectl apply -f - <<'${end}'\n${text.trimEnd()}\n${end}`;
}

/** A word that the shell takes as it is: a name in the text may be anything. */
function quoted(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
