/** Links, and other ways to hand on a mesh. */
export const shareWords = {
  title: 'Share',
  stays:
    'Nothing is sent to a server: the part after # stays in the browser. Whoever has the link can read all that is in it.',
  inside: 'In the link:',
  builtIn: (name: string): string => `the name of the built-in mesh “${name}”`,
  changed: (name: string): string => `your YAML, as far as it is not that of the built-in mesh “${name}”`,
  own: (files: number): string => (files === 1 ? 'your YAML' : `your YAML, ${files} files`),
  ownRequest: 'your request',
  request: 'the name of the request',
  place: 'the step on show',
  step: 'This step',
  copyStep: 'Copy link to this step',
  story: 'This story',
  copyStory: 'Copy link to the story',
  document: 'Whole document',
  copyDocument: 'Copy link to the document',
  embed: 'Inside another page',
  copyEmbed: 'Copy embed code',
  asPicture: 'As a picture: this step on the canvas, or the story as a diagram.',
  pictureFailed: 'The picture could not be drawn.',
  diagram: 'Diagram…',
  asCode: 'As a QR code, for a wall or a phone.',
  code: 'QR code…',
  asFile: 'As a file, to keep or to send: drop it on Hopwise to open it.',
  downloadFile: 'Download file',
  copied: 'Copied',
  copy: 'Copy',
  longLink: 'Chat programs may cut a link this long. Send the file instead.',
  characters: (count: number): string => `${count.toLocaleString('en')} characters`,
  linkOf: (label: string): string => `Link: ${label}`,
  refused: 'The browser refused the clipboard. The link is selected: copy it with the keyboard.',
} as const;

/** A link as a QR code. */
export const codeWords = {
  title: 'QR code of this step',
  drawing: 'Drawing…',
  alt: 'QR code with the link to this step',
  scan: 'Scan it with a camera: the same mesh opens at the same step.',
  dense: 'It holds much: stand close, or share a step of a built-in mesh.',
  tooLong: (count: number, most: number): string =>
    `This link has ${count.toLocaleString('en')} characters; a QR code takes ${most.toLocaleString('en')}. Send the file, or share a step of a built-in mesh.`,
  failed: 'The QR code could not be fetched. Try again.',
} as const;
