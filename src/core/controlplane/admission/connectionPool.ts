import type { Path } from '../../model/resource.ts';
import { parseDuration } from '../../yaml/schema/duration.ts';
import type { TrafficPolicy } from './clientTls.ts';
import { durationFindings } from './durations.ts';
import { type Finding, finding } from './finding.ts';

type Limits = Pick<TrafficPolicy, 'connectionPool' | 'outlierDetection'>;

/** Limits on connections, and when an endpoint is left out. Nothing of it decides a request; a mistake in it refuses the rule. */
export function limitFindings({ connectionPool, outlierDetection }: Limits, path: Path): readonly Finding[] {
  return [
    ...poolFindings(connectionPool, [...path, 'connectionPool']),
    ...outlierFindings(outlierDetection, [...path, 'outlierDetection']),
  ];
}

/** Limits on connections: of a DestinationRule, or of a Sidecar. */
export function poolFindings(pool: Limits['connectionPool'], path: Path): readonly Finding[] {
  if (!pool) return [];
  const { http, tcp } = pool;
  // "Connection pool must have at least one field."
  if (!http && !tcp) return [finding('policyEmpty', path)];
  const found: Finding[] = [];
  const counts = {
    http1MaxPendingRequests: http?.http1MaxPendingRequests,
    http2MaxRequests: http?.http2MaxRequests,
    maxRequestsPerConnection: http?.maxRequestsPerConnection,
    maxRetries: http?.maxRetries,
    maxConcurrentStreams: http?.maxConcurrentStreams,
  };
  for (const [field, value = 0] of Object.entries(counts))
    if (value < 0) found.push(finding('negative', [...path, 'http', field], String(value)));
  found.push(...durationFindings(http?.idleTimeout, [...path, 'http', 'idleTimeout']));
  // "useClientProtocol must not be true when h2UpgradePolicy is UPGRADE."
  if (http?.h2UpgradePolicy === 'UPGRADE' && http.useClientProtocol)
    found.push(finding('routeConflict', [...path, 'http'], 'h2UpgradePolicy: UPGRADE, useClientProtocol'));
  // "http2 keepalive interval/timeout is required."
  for (const field of http?.http2KeepAlive ? (['interval', 'timeout'] as const) : [])
    found.push(...durationFindings(http?.http2KeepAlive?.[field] ?? '0s', [...path, 'http', 'http2KeepAlive', field]));
  if ((tcp?.maxConnections ?? 0) < 0)
    found.push(finding('negative', [...path, 'tcp', 'maxConnections'], String(tcp?.maxConnections)));
  for (const field of ['connectTimeout', 'maxConnectionDuration'] as const)
    found.push(...durationFindings(tcp?.[field], [...path, 'tcp', field]));
  // "0s indicates that the timeout is disabled entirely."
  const idle = tcp?.idleTimeout;
  if (idle !== undefined && Math.trunc(parseDuration(idle) ?? 0) !== 0)
    found.push(...durationFindings(idle, [...path, 'tcp', 'idleTimeout']));
  for (const field of ['time', 'interval'] as const)
    found.push(...durationFindings(tcp?.tcpKeepalive?.[field], [...path, 'tcp', 'tcpKeepalive', field]));
  return found;
}

function outlierFindings(outlier: Limits['outlierDetection'], path: Path): readonly Finding[] {
  if (!outlier) return [];
  const { splitExternalLocalOriginErrors, consecutiveLocalOriginFailures = 0 } = outlier;
  const found: Finding[] = [];
  // "Local origin failures are specified, but split external local origin errors is set to false."
  if (!splitExternalLocalOriginErrors && consecutiveLocalOriginFailures > 0)
    found.push(finding('localFailures', [...path, 'consecutiveLocalOriginFailures']));
  for (const field of ['baseEjectionTime', 'interval'] as const)
    found.push(...durationFindings(outlier[field], [...path, field]));
  for (const field of ['maxEjectionPercent', 'minHealthPercent'] as const) {
    const value = outlier[field] ?? 0;
    if (value < 0 || value > 100) found.push(finding('percentage', [...path, field], String(value)));
  }
  return found;
}
