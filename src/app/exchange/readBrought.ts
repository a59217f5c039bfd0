import type { HopwiseDocument } from '../../core/model/scenario.ts';
import type { CleanDocument } from '../../core/scenario/intake/cleanPart.ts';
import type { CleanFile } from '../../core/scenario/intake/layOut.ts';
import type { Understood } from '../../core/scenario/intake/understand.ts';
import { engine } from '../engine/client.ts';
import type { Outcome } from '../engine/protocol.ts';
import { fromBundle } from '../store/bundle.ts';
import type { Brought } from '../store/ownYaml.ts';
import { decodeText } from './decodeText.ts';
import { type Found, gather, type Skipped } from './gather.ts';

/** What was read, cleaned and understood. */
export interface Reading {
  readonly files: number;
  readonly skipped: readonly Skipped[];
  /** Secrets whose values were dropped. */
  readonly secrets: number;
  /** Values in `env` that plainly were secrets and were dropped. */
  readonly env: number;
  /** Documents that could not be read and may have held a Secret. */
  readonly leftOut: number;
  /** Characters that were cut, as nobody has written them. */
  readonly folded: number;
  /** Null where nothing was left to understand. */
  readonly understood: Understood | null;
}

export interface ReadOptions {
  readonly base: HopwiseDocument;
  readonly signal: AbortSignal;
  /** From 0 to 1; all is read at 1, and the mesh is being built. */
  readonly onProgress: (done: number) => void;
}

/** So many characters are cleaned at a time: between two parts the engine answers others, and one can cancel. */
const partSize = 192 * 1024;

type Total = { -readonly [K in 'secrets' | 'env' | 'leftOut' | 'folded']: Reading[K] };

/** Reads, cleans and understands what was brought; null if it was cancelled. Throws if the engine fails. */
export async function readBrought(brought: readonly Brought[], options: ReadOptions): Promise<Reading | null> {
  const { base, signal, onProgress } = options;
  const { found, skipped } = await gather(brought, signal);
  const size = found.reduce((sum, each) => sum + each.size, 0);
  const total: Total = { secrets: 0, env: 0, leftOut: 0, folded: 0 };
  const files: CleanFile[] = [];
  const refused: Skipped[] = [];
  let before = 0;
  for (const each of found) {
    const report = (share: number): void => onProgress((before + share * each.size) / Math.max(1, size));
    for (const part of await partsOf(each)) {
      const clean = await cleanFile(part, total, signal, report);
      if (clean === 'cancelled' || signal.aborted) return null;
      if (typeof clean === 'string') refused.push({ name: part.name, why: clean });
      else if (clean.documents.length > 0) files.push(clean);
    }
    before += each.size;
  }
  onProgress(1);
  const understood = files.length === 0 ? null : answered(await engine.understand(files, base));
  if (signal.aborted) return null;
  return { files: files.length, skipped: [...skipped, ...refused], ...total, understood };
}

interface Part {
  readonly name: string;
  readonly text: string;
  /** Of a file that Hopwise wrote. */
  readonly own: boolean;
}

async function partsOf({ name, read }: Found): Promise<readonly Part[]> {
  const content = await read();
  const text = typeof content === 'string' ? content : decodeText(content);
  const bundled = fromBundle(text);
  if (bundled === null) return [{ name, text, own: false }];
  return bundled.map((file) => ({ ...file, own: true }));
}

async function cleanFile(
  { name, text, own }: Part,
  total: Total,
  signal: AbortSignal,
  report: (share: number) => void,
): Promise<CleanFile | 'binary' | 'tooLarge' | 'cancelled'> {
  const unrolled = answered(await engine.unroll(text));
  if (typeof unrolled === 'string') return unrolled === 'textBinary' ? 'binary' : 'tooLarge';
  const documents: CleanDocument[] = [];
  let done = 0;
  for (const part of parts(unrolled.documents)) {
    if (signal.aborted) return 'cancelled';
    const clean = answered(await engine.cleanPart(part, { fold: !own }));
    documents.push(...clean.documents);
    total.secrets += clean.secrets;
    total.env += clean.env;
    total.leftOut += clean.leftOut;
    total.folded += clean.folded;
    done += part.reduce((sum, document) => sum + document.length, 0);
    report(Math.min(1, done / Math.max(1, text.length)));
  }
  const same =
    !unrolled.list &&
    documents.length === unrolled.documents.length &&
    documents.every((each, at) => each.text === unrolled.documents[at]);
  return { name, text: same ? text : null, list: unrolled.list && !own, documents };
}

function* parts(documents: readonly string[]): Generator<readonly string[]> {
  let part: string[] = [];
  let size = 0;
  for (const document of documents) {
    part.push(document);
    size += document.length;
    if (size < partSize) continue;
    yield part;
    part = [];
    size = 0;
  }
  if (part.length > 0) yield part;
}

function answered<T>(outcome: Outcome<T>): T {
  if (outcome.kind === 'answer') return outcome.value;
  throw new Error(outcome.kind === 'failed' ? outcome.message : outcome.kind);
}
