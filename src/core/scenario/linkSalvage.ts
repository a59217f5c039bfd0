import type { DocumentFile } from '../model/scenario.ts';
import { fromBase64url } from './linkText.ts';

/** A file of a link of which the end is lost, as far as it arrived. */
export interface SalvagedFile extends DocumentFile {
  readonly isWhole: boolean;
}

export interface SalvageTools {
  /** As `unmixCut` does it. Rejects where that cannot be fetched. */
  readonly salvage: (packed: Uint8Array, base: string | null) => Promise<readonly SalvagedFile[]>;
  /** What of deflate-raw comes out before the data ends, up to `limit` bytes. */
  readonly inflateCut: (bytes: Uint8Array, limit: number) => Promise<Uint8Array>;
  readonly wordings: (scenario: string) => Promise<readonly string[]>;
}

const limit = 2 * 1024 * 1024;

/**
 * What can still be read of a link that was cut in its payload: text to look at, and never a document, for what is missing may
 * be what matters. Empty where nothing can, or where the link was altered and not cut. Never throws.
 */
export async function salvageLink(fragment: string, tools: SalvageTools): Promise<readonly SalvagedFile[]> {
  const value = (key: string): string | null => new RegExp(`(?:^#?|&)${key}=([^&]*)`).exec(fragment)?.[1] ?? null;
  const [made, codec, data = '', check] = (value('p') ?? '').split('.');
  // Its checksum comes after the data: where there is one, the data was not cut but altered.
  if (check !== undefined && check.length >= 6) return [];
  const bytes = fromBase64url(data.length % 4 === 1 ? data.slice(0, -1) : data);
  if (bytes === null || bytes.length === 0) return [];
  try {
    const scenario = value('s');
    if (made === '1' && codec === 'deflate') return filesIn(await tools.inflateCut(bytes, limit));
    if (made !== '2' || codec !== 'mix') return [];
    // Which wording it changes stood behind the data. The first line says whether it is this one.
    const base = scenario === null ? null : ((await tools.wordings(decodeURIComponent(scenario)))[0] ?? null);
    return await tools.salvage(bytes, base);
  } catch {
    return [];
  }
}

/** The resources that certainly arrived whole: all but the last, of a file that did not. Null: there are none. */
export function wholeResources(files: readonly SalvagedFile[]): readonly DocumentFile[] | null {
  const whole = files.flatMap(({ name, text, isWhole }) => {
    const kept = isWhole ? text : text.slice(0, Math.max(0, text.lastIndexOf('\n---\n') + 1));
    return kept.trim() === '' ? [] : [{ name, text: kept }];
  });
  return whole.length === 0 ? null : whole;
}

/** The names and texts in the beginning of a payload of format 1, which is JSON. */
function filesIn(bytes: Uint8Array): readonly SalvagedFile[] {
  const json = new TextDecoder().decode(bytes, { stream: true });
  const files: SalvagedFile[] = [];
  const file = /\{"name":"((?:[^"\\]|\\.)*)","text":"((?:[^"\\]|\\.)*)("?)/gsu;
  for (const [, name = '', text = '', end] of json.matchAll(file))
    files.push({ name: unescaped(name), text: unescaped(text), isWhole: end === '"' });
  return files;
}

/** A JSON string without its quotes, of which the last letter may be cut. */
function unescaped(text: string): string {
  const value: unknown = JSON.parse(`"${text.replace(/(?<!\\)((?:\\\\)*)\\u[0-9a-f]{0,3}$/i, '$1')}"`);
  return typeof value === 'string' ? value : '';
}
