/** A type as a published declaration of a resource has it. */
export type Published =
  | { readonly kind: 'scalar'; readonly of: readonly string[] }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly item: Published }
  | { readonly kind: 'map'; readonly item: Published }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, PublishedField> };
export interface PublishedField {
  readonly required: boolean;
  readonly type: Published;
}

/** Reads `spec` of an interface out of the text of a `.d.ts` file that was made from a CRD. */
export function publishedSpec(text: string): Published {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '');
  const at = code.indexOf('"spec"');
  const reader = new Reader(code.slice(code.indexOf(':', at) + 1));
  return reader.type();
}

class Reader {
  private at = 0;
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
  }

  type(): Published {
    const parts = [this.intersection()];
    while (this.take('|')) parts.push(this.intersection());
    const [first] = parts;
    if (first === undefined) throw new Error('no type');
    const values = parts.flatMap((part) => (part.kind === 'enum' ? part.values : []));
    if (values.length > 0) return { kind: 'enum', values };
    const scalars = parts.flatMap((part) => (part.kind === 'scalar' ? part.of : []));
    return scalars.length > 1 ? { kind: 'scalar', of: scalars } : first;
  }

  /** `A & (B | C)`: what A allows is narrowed down, and nothing is added to it. */
  private intersection(): Published {
    const first = this.single();
    while (this.take('&')) this.single();
    return first;
  }

  private single(): Published {
    if (this.take('(')) return this.closed(')');
    if (this.take('Array<')) return { kind: 'list', item: this.closed('>') };
    if (this.take('Exclude<')) {
      const first = this.type();
      this.must(',');
      this.closed('>');
      return first;
    }
    if (this.take('{')) return this.fields();
    const literal = this.match(/^"([^"]*)"/);
    if (literal !== null) return { kind: 'enum', values: [literal] };
    const word = this.match(/^([a-zA-Z]+)/);
    if (word === null) throw new Error(`what is this? ${this.text.slice(this.at, this.at + 40)}`);
    return { kind: 'scalar', of: [word] };
  }

  private closed(by: string): Published {
    const type = this.type();
    this.must(by);
    return type;
  }

  private fields(): Published {
    const fields = new Map<string, PublishedField>();
    for (;;) {
      if (this.take('}')) return { kind: 'object', fields };
      if (this.take('[key: string]:')) {
        const item = this.type();
        this.take(';');
        this.must('}');
        return { kind: 'map', item };
      }
      const name = this.match(/^"([^"]+)"/);
      if (name === null) throw new Error(`no field: ${this.text.slice(this.at, this.at + 40)}`);
      const required = !this.take('?');
      this.must(':');
      const type = this.type();
      this.take(';');
      fields.set(name, { required, type });
    }
  }

  private match(pattern: RegExp): string | null {
    this.space();
    const found = pattern.exec(this.text.slice(this.at));
    if (found === null) return null;
    this.at += found[0].length;
    return found[1] ?? '';
  }

  private take(what: string): boolean {
    this.space();
    if (!this.text.startsWith(what, this.at)) return false;
    this.at += what.length;
    return true;
  }

  private must(what: string): void {
    if (!this.take(what)) throw new Error(`${what} expected at ${this.text.slice(this.at, this.at + 40)}`);
  }

  private space(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at += 1;
  }
}
