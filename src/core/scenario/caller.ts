import type { Json, JsonObject } from '../model/json.ts';
import { type Caller, pastSidecar } from '../model/request.ts';
import { type WorkloadId, workloadId } from '../model/resource.ts';
import { isList, isObject, type Problem, strangeKey } from './read.ts';

const forms = 'one of `workload: namespace/name`, `external: ADDRESS`, `kubelet: true`, `peer: {…}`';

/** `from`: who sends. */
export function readCaller(json: Json | undefined): Caller | Problem {
  const path = ['from'];
  if (!isObject(json)) return { problem: `\`from\` must say who sends: ${forms}`, path };
  const strange = strangeKey(json, ['workload', 'past', 'external', 'kubelet', 'peer'], path);
  if (strange !== null) return strange;
  const { past, ...who } = json;
  if (Object.keys(who).length !== 1 || (past !== undefined && who['workload'] === undefined))
    return { problem: `\`from\` must be exactly ${forms}`, path };
  const { workload, external, kubelet, peer } = who;
  const way = pastSidecar.find((each) => each === past);
  if (past !== undefined && way === undefined)
    return { problem: '`past` is plaintext or identity', path: ['from', 'past'] };
  if (workload !== undefined) {
    const id = readWorkload(workload);
    return id === null
      ? { problem: '`workload` is written namespace/name', path: ['from', 'workload'] }
      : { kind: 'workload', workload: id, ...(way === undefined ? {} : { past: way }) };
  }
  if (peer !== undefined) return readPeer(peer);
  if (kubelet !== undefined)
    return kubelet === true ? { kind: 'kubelet' } : { problem: '`kubelet` is true', path: ['from', 'kubelet'] };
  if (external === null || external === undefined || external === '') return { kind: 'external', ip: null };
  return typeof external === 'string'
    ? { kind: 'external', ip: external }
    : { problem: '`external` is an IP address', path: ['from', 'external'] };
}

/** `namespace/name`; null if it is not written so. */
export function readWorkload(json: Json): WorkloadId | null {
  const parts = typeof json === 'string' ? /^([^/\s]+)\/([^/\s]+)$/.exec(json) : null;
  const [, namespace, name] = parts ?? [];
  return namespace === undefined || name === undefined ? null : workloadId(namespace, name);
}

function readPeer(json: Json): Caller | Problem {
  const path = ['from', 'peer'];
  if (json === null) return { kind: 'peer', identity: null, ip: null, alpn: null, sni: null };
  if (!isObject(json)) return { problem: '`peer` is a map with identity, ip, alpn, sni, tunnel', path };
  const strange = strangeKey(json, ['identity', 'ip', 'alpn', 'sni', 'tunnel'], path);
  if (strange !== null) return strange;
  const { identity = null, ip = null, sni = null, alpn = null, tunnel } = json;
  if (identity !== null && typeof identity !== 'string')
    return { problem: '`identity` must be a text', path: [...path, 'identity'] };
  if (ip !== null && typeof ip !== 'string') return { problem: '`ip` must be a text', path: [...path, 'ip'] };
  if (sni !== null && typeof sni !== 'string') return { problem: '`sni` must be a text', path: [...path, 'sni'] };
  const protocols = alpn === null ? null : readTexts(alpn);
  if (alpn !== null && protocols === null)
    return { problem: '`alpn` must be a list of texts', path: [...path, 'alpn'] };
  if (tunnel !== undefined && tunnel !== true) return { problem: '`tunnel` is true', path: [...path, 'tunnel'] };
  // Policies name an identity without the scheme; certificates carry it with.
  const base = {
    kind: 'peer',
    identity: identity?.replace(/^spiffe:\/\//, '') ?? null,
    ip,
    sni,
    alpn: protocols,
  } as const;
  return tunnel === undefined ? base : { ...base, tunnel };
}

/** A list of texts; null if it is none. */
export function readTexts(json: Json): readonly string[] | null {
  if (!isList(json)) return null;
  const texts = json.filter((item) => typeof item === 'string');
  return texts.length === json.length ? texts : null;
}

export function writeCaller(caller: Caller): JsonObject {
  switch (caller.kind) {
    case 'workload':
      return { workload: caller.workload, ...(caller.past === undefined ? {} : { past: caller.past }) };
    case 'external':
      return { external: caller.ip };
    case 'kubelet':
      return { kubelet: true };
    case 'peer': {
      const { identity, ip, alpn, sni, tunnel } = caller;
      return {
        peer: {
          ...(identity === null ? {} : { identity }),
          ...(ip === null ? {} : { ip }),
          ...(alpn === null ? {} : { alpn }),
          ...(sni === null ? {} : { sni }),
          ...(tunnel === undefined ? {} : { tunnel }),
        },
      };
    }
  }
}
