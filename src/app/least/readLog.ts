import type { LogPart } from '../../core/model/accessLog.ts';
import { engine } from '../engine/client.ts';

/** More than this is not read: what is told stays a sample that a browser can hold. */
export const lineLimit = 100_000;
export const sizeLimit = 50 * 1024 * 1024;
/** So many characters are read at a time: between two parts the engine answers others, and one can cancel. */
const partSize = 256 * 1024;

export interface ReadLog {
  readonly parts: readonly LogPart[];
  /** What there was of it that was not read. */
  readonly cut: 'lines' | 'size' | null;
}

export interface ReadLogOptions {
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly onProgress: (done: number) => void;
}

/** Reads pasted text and files line by line, in the order given; null if it was cancelled. Throws 'binary' or if the engine fails. */
export async function readLog(
  brought: readonly (File | string)[],
  { signal, onProgress }: ReadLogOptions,
): Promise<ReadLog | null> {
  const parts: LogPart[] = [];
  const size = brought.reduce((sum, each) => sum + (typeof each === 'string' ? each.length : each.size), 0);
  let [line, done] = [1, 0];
  let rest = '';
  const take = async (text: string): Promise<boolean> => {
    if (text.includes('\0')) throw new Error('binary');
    const lines = text === '' ? 0 : text.split('\n').length;
    const fitting =
      line - 1 + lines <= lineLimit
        ? text
        : text
            .split('\n')
            .slice(0, lineLimit - line + 1)
            .join('\n');
    const outcome = await engine.readLogPart(fitting, line);
    if (outcome.kind !== 'answer') throw new Error(outcome.kind === 'failed' ? outcome.message : outcome.kind);
    parts.push(outcome.value);
    line += lines;
    return line - 1 <= lineLimit;
  };
  for (const each of brought) {
    for await (const text of piecesOf(each)) {
      if (signal.aborted) return null;
      done += text.length;
      if (done > sizeLimit) return { parts, cut: 'size' };
      rest += text;
      const end = rest.lastIndexOf('\n');
      if (end < 0 || rest.length < partSize) continue;
      if (!(await take(rest.slice(0, end)))) return { parts, cut: 'lines' };
      rest = rest.slice(end + 1);
      onProgress(Math.min(1, done / Math.max(1, size)));
    }
    // The next one begins on a line of its own.
    if (rest !== '' && !(await take(rest))) return { parts, cut: 'lines' };
    rest = '';
  }
  onProgress(1);
  return signal.aborted ? null : { parts, cut: null };
}

async function* piecesOf(brought: File | string): AsyncGenerator<string> {
  if (typeof brought === 'string') {
    for (let at = 0; at < brought.length; at += partSize) yield brought.slice(at, at + partSize);
    return;
  }
  const decoder = new TextDecoder();
  for (let at = 0; at < brought.size; at += partSize) {
    const bytes = await brought.slice(at, at + partSize).arrayBuffer();
    yield decoder.decode(bytes, { stream: at + partSize < brought.size });
  }
}
