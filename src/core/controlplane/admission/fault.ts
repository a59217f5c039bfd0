import type { Path } from '../../model/resource.ts';
import { grpcCodes } from '../../model/grpcStatus.ts';
import type { HttpRoute } from '../virtualService.ts';
import { durationFindings } from './durations.ts';
import { type Finding, finding } from './finding.ts';

/** Faults to inject. */
export function faultFindings(fault: HttpRoute['fault'], path: Path): readonly Finding[] {
  if (!fault) return [];
  const { abort, delay } = fault;
  if (!abort && !delay) return [finding('faultEmpty', path)];
  const found: Finding[] = [];
  if (abort) {
    const at = [...path, 'abort'];
    found.push(...percentageFindings(abort.percentage, [...at, 'percentage']));
    if (abort.http2Error !== undefined) found.push(finding('faultUnsupported', [...at, 'http2Error'], 'http2Error'));
    if (abort.grpcStatus !== undefined && !grpcCodes.includes(abort.grpcStatus))
      found.push(finding('grpcStatus', [...at, 'grpcStatus'], abort.grpcStatus));
    found.push(...statusFindings(abort.httpStatus, [...at, 'httpStatus']));
  }
  if (delay) {
    const at = [...path, 'delay'];
    found.push(...percentageFindings(delay.percentage, [...at, 'percentage']));
    found.push(...durationFindings(delay.fixedDelay, [...at, 'fixedDelay']));
    if (delay.exponentialDelay !== undefined)
      found.push(finding('faultUnsupported', [...at, 'exponentialDelay'], 'exponentialDelay'));
  }
  return found;
}

/** "HTTP status is not in range 200-599"; 600 passes all the same. */
export function statusFindings(status: number | undefined, path: Path): readonly Finding[] {
  return status === undefined || (status >= 200 && status <= 600) ? [] : [finding('statusRange', path, String(status))];
}

/** "Percentage is neither 0.0, nor in range [0.0001, 100.0]." */
function percentageFindings(
  share: { readonly value?: number | undefined } | undefined,
  path: Path,
): readonly Finding[] {
  const value = share?.value ?? 0;
  return value === 0 || (value >= 0.0001 && value <= 100) ? [] : [finding('percentage', path, String(value))];
}
