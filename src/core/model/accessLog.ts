import type { Request } from './request.ts';

/** An address and a port, as logs print them. */
export interface LoggedAddress {
  readonly ip: string;
  readonly port: number;
}

/** A pod as a line names it. */
export interface LoggedPod {
  /** Null: the line does not say. */
  readonly namespace: string | null;
  /** Its name, or that of its controller where `workload` is true. */
  readonly name: string;
  readonly workload: boolean;
}

/** One line of a log, read: what it says, before anybody asks which workloads are meant. */
export type LoggedEntry =
  | {
      readonly kind: 'proxy';
      /** Who wrote it, where the line says so. */
      readonly writer: LoggedPod | null;
      readonly http: LoggedHttp | null;
      /** The mesh refused it then. */
      readonly refused: boolean;
      readonly cluster: string | null;
      readonly upstreamHost: LoggedAddress | null;
      readonly upstreamLocal: string | null;
      readonly downstreamLocal: LoggedAddress | null;
      /** Without the port, which is another one each time; null also where it was taken from a header. */
      readonly downstreamRemote: string | null;
      readonly serverName: string | null;
      /** The verified identity of the caller, without `spiffe://`. */
      readonly peer: string | null;
    }
  | {
      readonly kind: 'flow';
      readonly http: LoggedHttp | null;
      readonly refused: boolean;
      readonly from: FlowEnd;
      readonly to: FlowEnd;
      readonly port: number;
      /** A name that the address of `to` was looked up by. */
      readonly name: string | null;
    };

export interface LoggedHttp {
  readonly method: string;
  /** Without what follows `?`. */
  readonly path: string;
  readonly authority: string | null;
  readonly version: '1.1' | '2';
}

/** One end of a flow that the network saw. */
export interface FlowEnd {
  readonly pod: LoggedPod | null;
  readonly ip: string | null;
  /** `world`, `host` …: what it is instead of a pod. */
  readonly reserved: string | null;
}

/** How often something was logged, and when. */
export interface Evidence {
  readonly count: number;
  /** As written in the log; null: no line said. */
  readonly first: string | null;
  readonly last: string | null;
  /** The numbers of the first few lines. */
  readonly lines: readonly number[];
}

/** Why a line is no request that could be sent again. The sentence for each lives in `content/locales`. */
export const asideReasons = [
  'unknownFormat', // no format that is known
  'badJson', // begins as JSON and is none
  'tooLong',
  'proxyMessage', // what the proxy says about itself
  'reply', // the answer to a request
  'notTcp', // UDP, ICMP
  'lookup', // a question to DNS
  'noPort',
] as const;
export type AsideReason = (typeof asideReasons)[number];

/** Lines that were put aside for one reason. */
export interface Aside {
  readonly reason: AsideReason;
  readonly count: number;
  /** The first few. */
  readonly shown: readonly { readonly line: number; readonly text: string }[];
}

/** Some lines of a log; lines that say the same are one entry. */
export interface LogPart {
  /** Lines that are not empty. */
  readonly lines: number;
  readonly entries: readonly { readonly entry: LoggedEntry; readonly evidence: Evidence }[];
  readonly asides: readonly Aside[];
}

/** Why a line could not be placed in the mesh. */
export const unplacedReasons = [
  'writerUnknown', // nobody says which workload's proxy wrote it
  'callerUnknown', // the caller's address belongs to no workload that is known
  'callerOutside',
  'serverUnknown',
  'several', // the name or identity is that of more than one workload
  'noHost', // neither a host nor a cluster
  'onTheWay', // a gateway in the middle: the caller's own line tells more
  'agentPort', // a port of the proxy's own
  'tunnel', // HBONE: what is inside is not seen
  'withinPod',
] as const;
export type UnplacedReason = (typeof unplacedReasons)[number];

export interface Unplaced {
  readonly reason: UnplacedReason;
  /** The name or address that it is about; '' where there is none. */
  readonly value: string;
  readonly evidence: Evidence;
}

/** A request that was logged, perhaps many times. */
export interface LoggedRequest {
  readonly request: Request;
  /** Lines that say it got through, and lines that say the mesh refused it. */
  readonly passed: Evidence;
  readonly refused: Evidence;
}

/** A log, placed in a mesh. */
export interface UnderstoodLog {
  readonly lines: number;
  readonly placed: number;
  readonly requests: readonly LoggedRequest[];
  /** Counted are all; the list may be shorter. */
  readonly unplaced: readonly Unplaced[];
  readonly unplacedLines: number;
  readonly asides: readonly Aside[];
}
