import type { Json, JsonObject } from '../model/json.ts';
import { isObject } from '../model/json.ts';

function blanked(json: Json | undefined): Json {
  return isObject(json) ? Object.fromEntries(Object.keys(json).map((key) => [key, ''])) : {};
}

/** kubectl keeps a copy of the whole object here, secret values included. */
const copyAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';

/** A Secret without its values: which keys there are is all that anything needs to know. */
export function withoutSecrets(body: JsonObject): JsonObject {
  const metadata = body['metadata'];
  const annotations = isObject(metadata) ? metadata['annotations'] : undefined;
  return {
    ...body,
    ...('data' in body ? { data: blanked(body['data']) } : {}),
    ...('stringData' in body ? { stringData: blanked(body['stringData']) } : {}),
    ...(isObject(metadata) && isObject(annotations)
      ? {
          metadata: {
            ...metadata,
            annotations: Object.fromEntries(Object.entries(annotations).filter(([key]) => key !== copyAnnotation)),
          },
        }
      : {}),
  };
}
