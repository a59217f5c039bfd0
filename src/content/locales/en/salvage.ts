/** What can still be read of a link that was cut. */
export const salvageWords = {
  title: 'What arrived of it',
  lead: 'The link was cut; this is the YAML before the cut. What is missing may be what matters: nothing of it is opened by itself.',
  whole: '· whole',
  cut: '· up to the cut',
  copy: 'Copy the text',
  copied: 'Copied.',
  notCopied: 'The browser did not let it be copied.',
  keep: 'Open the whole resources as a new document',
  keepSay: 'The resource in which it was cut is left out, and so are the files that did not arrive.',
} as const;
