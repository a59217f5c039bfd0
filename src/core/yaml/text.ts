/** The largest file that is read, in characters. */
export const maxFileLength = 8 * 1024 * 1024;

/** Why a file is not even looked into; null if it is. */
export function refuseText(text: string, limit = maxFileLength): 'textTooLarge' | 'textBinary' | null {
  if (text.length > limit) return 'textTooLarge';
  if (text.includes('\0')) return 'textBinary';
  let controls = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127 || code === 0xfffd) controls++;
  }
  return controls * 10 > text.length ? 'textBinary' : null;
}
