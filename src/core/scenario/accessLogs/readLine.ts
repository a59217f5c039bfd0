import { objectAt, textAt } from '../../cluster/fields.ts';
import type { AsideReason, LoggedEntry, LoggedPod } from '../../model/accessLog.ts';
import { isObject, type JsonObject } from '../../model/json.ts';
import { addressOf, httpOf, identityOf, isRefusal, type ProxyFields } from './fields.ts';
import { readFlowLine } from './flowLine.ts';
import { readJsonLine } from './jsonLine.ts';
import { withoutPrefix } from './prefix.ts';
import { readTextLine } from './textLine.ts';

export interface ReadLine {
  /** As written; null: the line does not say. */
  readonly time: string | null;
  readonly entry: LoggedEntry;
}

/** No proxy writes longer lines; what does is no log. */
const longest = 64 * 1024;
/** `2026-03-02T09:00:00.1Z\tinfo\t…` */
const message = /^\d{4}-\d\d-\d\dT[\d:.]+Z\s+(?:trace|debug|info|warn|warning|error|critical|fatal)\b/;

/** One line of a log, in whatever format it is; the reason where it says nothing of a request. Never throws. */
export function readLine(line: string): ReadLine | AsideReason {
  if (line.length > longest) return 'tooLong';
  const { writer, rest } = withoutPrefix(line.trim());
  if (rest.startsWith('{')) return readObject(rest, writer);
  const fields = readTextLine(rest);
  if (fields !== null) return proxyLine(fields, writer);
  return message.test(rest) ? 'proxyMessage' : 'unknownFormat';
}

function readObject(text: string, writer: LoggedPod | null): ReadLine | AsideReason {
  const json = parsed(text);
  if (json === null) return 'badJson';
  const flow = readFlowLine(json);
  if (flow !== null) return flow;
  const fields = readJsonLine(json);
  if (fields !== null) return proxyLine(fields, writer ?? collected(json));
  // What collectors wrap a line in.
  const inner = textAt(json, 'log') ?? textAt(json, 'message') ?? textAt(json, 'textPayload');
  if (inner === null) return 'unknownFormat';
  const line = inner.trim();
  const nested = line.startsWith('{') ? parsed(line) : null;
  const read = nested === null ? readTextLine(line) : readJsonLine(nested);
  if (read === null) return message.test(line) ? 'proxyMessage' : 'unknownFormat';
  return proxyLine(read, writer ?? collected(json));
}

function parsed(text: string): JsonObject | null {
  try {
    const json: unknown = JSON.parse(text);
    return isJsonObject(json) ? json : null;
  } catch {
    return null;
  }
}

/** Whatever JSON.parse gives is JSON. */
function isJsonObject(json: unknown): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** `kubernetes: { pod_name, namespace_name }`, as Fluent Bit and others add it. */
function collected(json: JsonObject): LoggedPod | null {
  const at = isObject(json['kubernetes']) ? json['kubernetes'] : objectAt(json, 'resource', 'labels');
  const name = textAt(at, 'pod_name');
  return name === null ? null : { namespace: textAt(at, 'namespace_name'), name, workload: false };
}

function proxyLine(fields: ProxyFields, writer: LoggedPod | null): ReadLine {
  const remote = addressOf(fields.downstreamRemote);
  return {
    time: fields.time,
    entry: {
      kind: 'proxy',
      writer,
      http: httpOf(fields),
      refused: isRefusal(fields),
      cluster: fields.cluster,
      upstreamHost: addressOf(fields.upstreamHost),
      upstreamLocal: addressOf(fields.upstreamLocal)?.ip ?? null,
      downstreamLocal: addressOf(fields.downstreamLocal),
      // Port 0: Envoy took it from X-Forwarded-For, and it is not who connected.
      downstreamRemote: remote === null || remote.port === 0 ? null : remote.ip,
      serverName: fields.serverName,
      peer: identityOf(fields.peer),
    },
  };
}
