import type { AsideReason, FlowEnd, LoggedEntry, LoggedPod } from '../../model/accessLog.ts';
import { isList, isObject, type Json, type JsonObject } from '../../model/json.ts';
import { numberAt, objectAt, objectsAt, textAt, valueAt } from '../../cluster/fields.ts';
import { barePath } from './fields.ts';

interface ReadFlow {
  readonly time: string | null;
  readonly entry: LoggedEntry;
}

/** A flow as `hubble observe -o jsonpb` prints it; a reason where it is none that could be sent again; null: it is no flow. */
export function readFlowLine(json: JsonObject): ReadFlow | AsideReason | null {
  const flow = isObject(json['flow']) ? json['flow'] : json;
  if (textAt(flow, 'verdict') === null || !isObject(flow['source']) || !isObject(flow['destination'])) return null;
  if (valueAt(flow, ['is_reply']) === true || textAt(flow, 'l7', 'type') === 'RESPONSE') return 'reply';
  if (isObject(valueAt(flow, ['l7', 'dns']))) return 'lookup';
  const tcp = objectAt(flow, 'l4', 'TCP');
  if (!isObject(valueAt(flow, ['l4', 'TCP']))) return 'notTcp';
  const port = numberAt(tcp, 'destination_port');
  if (port === null) return 'noPort';
  const names = valueAt(flow, ['destination_names']);
  const [name] = isList(names) ? names.filter((each) => typeof each === 'string') : [];
  return {
    time: textAt(flow, 'time') ?? textAt(json, 'time'),
    entry: {
      kind: 'flow',
      http: httpOf(objectAt(flow, 'l7', 'http')),
      refused: textAt(flow, 'verdict') === 'DROPPED',
      from: endOf(flow, 'source'),
      to: endOf(flow, 'destination'),
      port,
      name: name ?? null,
    },
  };
}

function endOf(flow: JsonObject, side: 'source' | 'destination'): FlowEnd {
  const end = objectAt(flow, side);
  const reserved = texts(end['labels']).find((label) => label.startsWith('reserved:'));
  return {
    pod: podOf(end),
    ip: textAt(flow, 'IP', side),
    reserved: reserved === undefined ? null : reserved.slice('reserved:'.length),
  };
}

function podOf(end: JsonObject): LoggedPod | null {
  const namespace = textAt(end, 'namespace');
  const controller = textAt(objectsAt(end, 'workloads')[0], 'name');
  if (controller !== null && controller !== '') return { namespace, name: controller, workload: true };
  const pod = textAt(end, 'pod_name');
  return pod === null || pod === '' ? null : { namespace, name: pod, workload: false };
}

function httpOf(http: JsonObject) {
  const method = textAt(http, 'method');
  const url = textAt(http, 'url');
  if (method === null || method === '' || url === null) return null;
  const [, host, path = ''] = /^(?:[a-z]+:\/\/([^/?#]*))?(.*)$/s.exec(url) ?? [];
  const named = objectsAt(http, 'headers').find((header) => /^(?:host|:authority)$/i.test(textAt(header, 'key') ?? ''));
  return {
    method,
    path: barePath(path) || '/',
    authority: host ?? textAt(named, 'value'),
    version: /^HTTP\/[23]/i.test(textAt(http, 'protocol') ?? '') ? ('2' as const) : ('1.1' as const),
  };
}

function texts(json: Json | undefined): readonly string[] {
  return json !== undefined && isList(json) ? json.filter((item) => typeof item === 'string') : [];
}
