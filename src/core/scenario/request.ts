import type { Json, JsonObject } from '../model/json.ts';
import type { Request } from '../model/request.ts';
import { readCaller, writeCaller } from './caller.ts';
import { readDraws, writeDraws } from './draws.ts';
import { readMoment } from './moments.ts';
import { readPayload, writePayload } from './payload.ts';
import { isObject, isProblem, type Problem, strangeKey } from './read.ts';
import { readTarget, writeTarget } from './target.ts';
import { readTls, writeTls } from './tls.ts';

const fields = ['id', 'title', 'note', 'at', 'from', 'to', 'http', 'tcp', 'tls', 'draws'];

/**
 * Reads one request, as the Scenario document and recorded vectors write it: `id`, `title`, `at`, `from`, `to`, `http` or `tcp`, `tls`, `draws`.
 * Anything that is no request comes back as a problem with its place.
 */
export function readRequest(json: Json): Request | Problem {
  if (!isObject(json)) return { problem: 'a request is a map with `from` and `to`', path: [] };
  const strange = strangeKey(json, fields, []);
  if (strange !== null) return strange;
  const { id, title = '' } = json;
  if (typeof id !== 'string' || id === '') return { problem: '`id` must be a text', path: ['id'] };
  if (typeof title !== 'string') return { problem: '`title` must be a text', path: ['title'] };
  const caller = readCaller(json['from']);
  if (isProblem(caller)) return caller;
  const to = readTarget(json['to']);
  if (isProblem(to)) return to;
  if (caller.kind === 'kubelet' && to.target.kind !== 'workload')
    return { problem: 'the kubelet probes a pod: `to` must have `workload` and `port`', path: ['to'] };
  const payload = readPayload(json, to);
  if (isProblem(payload)) return payload;
  const tls = readTls(json['tls'], to);
  if (isProblem(tls)) return tls;
  const draws = readDraws(json['draws']);
  if (isProblem(draws)) return draws;
  const at = readMoment(json, 'at');
  if (isProblem(at)) return at;
  const request = { id, title, caller, target: to.target, payload, tls: tls.tls, ...draws };
  return at.text === null ? request : { ...request, at: at.text };
}

/** The request as `readRequest` reads it; what is as by default is left out. */
export function writeRequest(request: Request): JsonObject {
  const { id, title, at, caller, target, payload, tls, draws } = request;
  return {
    id,
    ...(title === '' ? {} : { title }),
    ...(at === undefined ? {} : { at }),
    from: writeCaller(caller),
    to: writeTarget(target),
    ...writePayload(payload),
    ...(tls === null ? {} : { tls: writeTls(tls) }),
    ...writeDraws(draws),
  };
}
