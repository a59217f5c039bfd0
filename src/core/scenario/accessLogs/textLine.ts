import { said, type ProxyFields } from './fields.ts';

/**
 * Istio's default text format: `[%START_TIME%] "%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%"
 * %RESPONSE_CODE% %RESPONSE_FLAGS% %RESPONSE_CODE_DETAILS% %CONNECTION_TERMINATION_DETAILS%
 * "%UPSTREAM_TRANSPORT_FAILURE_REASON%" %BYTES_RECEIVED% %BYTES_SENT% %DURATION% %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)%
 * "%REQ(X-FORWARDED-FOR)%" "%REQ(USER-AGENT)%" "%REQ(X-REQUEST-ID)%" "%REQ(:AUTHORITY)%" "%UPSTREAM_HOST%"
 * %UPSTREAM_CLUSTER_RAW% %UPSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_REMOTE_ADDRESS%
 * %REQUESTED_SERVER_NAME% %ROUTE_NAME%`. A user agent may hold quotes: the fields after it are counted from the end.
 */
const istio =
  /^\[([^\]]*)\] "(\S+) (.*?) (\S+)" (\d+|-) (\S+) (\S+) (\S+) "([^"]*)" (\d+|-) (\d+|-) (\d+|-) (\S+) "[^"]*" ".*" "[^" ]*" "([^" ]*)" "([^" ]*)" (\S+) (\S+) (\S+) (\S+) (\S+) (\S+)$/;

/** Envoy's own default, which knows neither cluster nor addresses of the caller. */
const envoy =
  /^\[([^\]]*)\] "(\S+) (.*?) (\S+)" (\d+|-) (\S+) (\d+|-) (\d+|-) (\d+|-) (\S+) "[^"]*" ".*" "[^" ]*" "([^" ]*)" "([^" ]*)"$/;

/** The fields of a line in a default text format; null: it is none. */
export function readTextLine(line: string): ProxyFields | null {
  if (!line.startsWith('[')) return null;
  const full = istio.exec(line);
  if (full !== null) {
    const [, time, method, path, protocol, status, flags, details, termination] = full;
    const [authority, upstreamHost, cluster, upstreamLocal, downstreamLocal, downstreamRemote, serverName] =
      full.slice(14);
    return fieldsOf({
      time,
      method,
      path,
      protocol,
      status,
      flags,
      details,
      termination,
      authority,
      upstreamHost,
      cluster,
      upstreamLocal,
      downstreamLocal,
      downstreamRemote,
      serverName,
    });
  }
  const short = envoy.exec(line);
  if (short === null) return null;
  const [, time, method, path, protocol, status, flags] = short;
  const [authority, upstreamHost] = short.slice(11);
  return fieldsOf({ time, method, path, protocol, status, flags, authority, upstreamHost });
}

/** Dashes are nothing; what is absent is nothing, too. */
export function fieldsOf(given: Partial<Record<keyof ProxyFields, string | null | undefined>>): ProxyFields {
  return {
    time: said(given.time),
    method: said(given.method),
    path: said(given.path),
    protocol: said(given.protocol),
    status: said(given.status),
    flags: said(given.flags),
    details: said(given.details),
    termination: said(given.termination),
    authority: said(given.authority),
    upstreamHost: said(given.upstreamHost),
    cluster: said(given.cluster),
    upstreamLocal: said(given.upstreamLocal),
    downstreamLocal: said(given.downstreamLocal),
    downstreamRemote: said(given.downstreamRemote),
    serverName: said(given.serverName),
    peer: said(given.peer),
  };
}
