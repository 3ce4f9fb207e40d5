const forbidden = '"*:<>?\\|';

/**
 * What the compiler says of a path in a Bicep file that names no file on any system: its code and words. `undefined` for all others, whether there is such
 * a file or not.
 */
export function problemOfPath(path: string): { readonly code: string; readonly message: string } | undefined {
  if (path === '') return { code: 'BCP050', message: 'The specified path is empty.' };
  if (/^(?:\/|[a-z]:\/)/i.test(path)) {
    const message =
      'The specified path seems to reference an absolute path. Files must be referenced using relative paths.';
    return { code: 'BCP051', message };
  }
  for (const letter of path) {
    if (letter === '\\') {
      const message =
        'The specified file path contains a "\\" character. Use "/" instead as the directory separator character.';
      return { code: 'BCP098', message };
    }
    if (forbidden.includes(letter)) {
      const list = forbidden
        .split('')
        .map((one) => `"${one}"`)
        .join(', ');
      const message = `The specified file path contains one ore more invalid path characters. The following are not permitted: ${list}.`;
      return { code: 'BCP085', message };
    }
    if (letter < ' ' || (letter >= '\u007F' && letter <= '\u009F'))
      return { code: 'BCP111', message: 'The specified file path contains invalid control code characters.' };
  }
  if (!path.endsWith(' ') && !path.endsWith('.')) return undefined;
  const message = 'The specified file path ends with an invalid character. The following are not permitted: " ", ".".';
  return { code: 'BCP086', message };
}
