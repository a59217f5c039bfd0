/** The dialog with diagrams. */
export const pictureWords = {
  diagram: 'Diagram',
  copied: 'Copied',
  copyMermaidText: 'Copy Mermaid text',
  mermaidText: 'Mermaid text',
  picture: 'Picture',
  drawing: 'Drawing…',
  failed:
    'The picture could not be drawn: the drawing program cannot be fetched while you are offline. The text can be copied all the same.',
  enforcement: 'Enforcement',
  sequence: 'Sequence',
  canvasAtThisStep: 'Canvas at this step',
} as const;
