import type { PathNormalization } from '../controlplane/meshConfig.ts';
import type { HttpVersion } from '../model/request.ts';
import type { HttpHead } from '../model/trace.ts';
import { codecRefusal, type CodecRefusal, normalizationRefusal, originForm } from './codec.ts';
import { joinLines } from './oneLine.ts';
import { normalizePath } from './pathNormalization.ts';

/**
 * The head of a request as an HTTP connection manager of the mesh takes it, sidecar and gateway alike: decoded by the
 * codec, with what `receive` changes, its path normalized; or the refusal before any filter (0.1, 2.3).
 */
export function readHead(
  http: HttpHead,
  version: HttpVersion,
  normalization: PathNormalization,
  receive: (http: HttpHead) => HttpHead,
): { readonly head: HttpHead } | { readonly refusal: CodecRefusal } {
  const refusal = codecRefusal(http, version);
  if (refusal) return { refusal };
  const head = receive(joinLines(originForm(http), version));
  const normalized = normalizePath(head.path, normalization);
  return normalized.ok ? { head: { ...head, path: normalized.path } } : { refusal: normalizationRefusal };
}
