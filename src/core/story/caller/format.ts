/**
 * Istio's default text format of access logs, field by field, with what stands around each: `[%START_TIME%]
 * "%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%" %RESPONSE_CODE% …`.
 */
export const logFormat = [
  { id: 'startTime', operator: 'START_TIME', open: '[', close: ']' },
  { id: 'method', operator: 'REQ(:METHOD)', open: '"', close: '' },
  { id: 'path', operator: 'REQ(X-ENVOY-ORIGINAL-PATH?:PATH)', open: '', close: '' },
  { id: 'protocol', operator: 'PROTOCOL', open: '', close: '"' },
  { id: 'status', operator: 'RESPONSE_CODE', open: '', close: '' },
  { id: 'flags', operator: 'RESPONSE_FLAGS', open: '', close: '' },
  { id: 'details', operator: 'RESPONSE_CODE_DETAILS', open: '', close: '' },
  { id: 'termination', operator: 'CONNECTION_TERMINATION_DETAILS', open: '', close: '' },
  { id: 'transportFailure', operator: 'UPSTREAM_TRANSPORT_FAILURE_REASON', open: '"', close: '"' },
  { id: 'bytesReceived', operator: 'BYTES_RECEIVED', open: '', close: '' },
  { id: 'bytesSent', operator: 'BYTES_SENT', open: '', close: '' },
  { id: 'duration', operator: 'DURATION', open: '', close: '' },
  { id: 'serviceTime', operator: 'RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)', open: '', close: '' },
  { id: 'forwardedFor', operator: 'REQ(X-FORWARDED-FOR)', open: '"', close: '"' },
  { id: 'userAgent', operator: 'REQ(USER-AGENT)', open: '"', close: '"' },
  { id: 'requestId', operator: 'REQ(X-REQUEST-ID)', open: '"', close: '"' },
  { id: 'authority', operator: 'REQ(:AUTHORITY)', open: '"', close: '"' },
  { id: 'upstreamHost', operator: 'UPSTREAM_HOST', open: '"', close: '"' },
  { id: 'cluster', operator: 'UPSTREAM_CLUSTER_RAW', open: '', close: '' },
  { id: 'upstreamLocal', operator: 'UPSTREAM_LOCAL_ADDRESS', open: '', close: '' },
  { id: 'downstreamLocal', operator: 'DOWNSTREAM_LOCAL_ADDRESS', open: '', close: '' },
  { id: 'downstreamRemote', operator: 'DOWNSTREAM_REMOTE_ADDRESS', open: '', close: '' },
  { id: 'serverName', operator: 'REQUESTED_SERVER_NAME', open: '', close: '' },
  { id: 'route', operator: 'ROUTE_NAME', open: '', close: '' },
] as const;
export type LogFieldId = (typeof logFormat)[number]['id'];
