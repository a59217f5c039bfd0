import '@xyflow/react/dist/base.css';
import { ReactFlowProvider } from '@xyflow/react';
import type { JSX } from 'react';
import { MeshFlow } from './MeshFlow.tsx';
import type { CanvasProps } from './types.ts';

/** The mesh as a graph, with the request of a story on its way through it. Fills its parent. */
export function Canvas(props: CanvasProps): JSX.Element {
  return (
    <ReactFlowProvider>
      <MeshFlow {...props} />
    </ReactFlowProvider>
  );
}
