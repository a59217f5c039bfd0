import { code } from '../names.ts';

export type Arg = (name: string) => string;

/** What there is to say about one kind of problem. */
export interface Teaching {
  /** What is so, in one sentence. */
  readonly says: (arg: Arg) => string;
  /** What follows from it, and when that hurts. */
  readonly why: string | ((arg: Arg) => string);
  /** What the quick fix does; absent: there is none. */
  readonly fix?: string | ((arg: Arg) => string);
  /** The page of Istio's documentation, under https://istio.io/latest/docs/. */
  readonly docs: string;
}

/** `web`, `api` and `db`, each in the look of a value, from a list with commas. */
export function codes(list: string, last = 'and'): string {
  const items = list.split(', ').map(code);
  const end = items.at(-1) ?? '';
  return items.length < 2 ? end : `${items.slice(0, -1).join(', ')} ${last} ${end}`;
}

/** `port 80`, or `ports 80 and 81`. */
export function ports(list: string): string {
  return `${list.includes(',') ? 'ports' : 'port'} ${codes(list)}`;
}
