import type { RouteFault } from '../../model/note.ts';
import type { GrpcRule } from '../../yaml/schema/gatewayApi/grpcRoute.ts';
import type { HttpRule } from '../../yaml/schema/gatewayApi/httpRoute.ts';
import type { HttpMatch } from '../httpRoutes.ts';

type StringMatch = NonNullable<HttpMatch['uri']>;
type Values = NonNullable<NonNullable<HttpRule['matches']>[number]['headers']>;

/** A match of an HTTPRoute in the words of a VirtualService. */
export function httpMatch({ path, headers, queryParams, method }: NonNullable<HttpRule['matches']>[number]): HttpMatch {
  return {
    uri: pathMatch(path?.type ?? 'PathPrefix', path?.value ?? '/'),
    ...(headers?.length ? { headers: tableOf(headers) } : {}),
    ...(queryParams?.length ? { queryParams: tableOf(queryParams) } : {}),
    ...(method === undefined ? {} : { method: { exact: method } }),
  };
}

function pathMatch(type: 'Exact' | 'PathPrefix' | 'RegularExpression', value: string): StringMatch {
  switch (type) {
    case 'Exact':
      return { exact: value };
    case 'RegularExpression':
      return { regex: value };
    case 'PathPrefix':
      // "A trailing `/` is ignored."
      return { prefix: value === '/' ? value : value.replace(/\/$/, '') };
  }
}

function tableOf(values: Values): Readonly<Record<string, StringMatch>> {
  return Object.fromEntries(
    values.map(({ type, name, value }) => [name, type === 'RegularExpression' ? { regex: value } : { exact: value }]),
  );
}

/** A match of a GRPCRoute: "the path of a call is /SERVICE/METHOD". */
export function grpcMatch({ method, headers }: NonNullable<GrpcRule['matches']>[number]): HttpMatch | RouteFault {
  const table = headers?.length ? { headers: tableOf(headers) } : {};
  if (!method) return table;
  const { type = 'Exact', service, method: name } = method;
  // "A gRPC match must have a method or a service."
  if (service === undefined && name === undefined) return 'grpcMethod';
  if (service === undefined) return { uri: { regex: `/[^/]+/${name ?? ''}` }, ...table };
  if (type === 'RegularExpression') return { uri: { regex: `/${service}/${name ?? '.+'}` }, ...table };
  return { uri: name === undefined ? { prefix: `/${service}/` } : { exact: `/${service}/${name}` }, ...table };
}
