/**
 * A table as a file for a spreadsheet (RFC 4180, UTF-8). With a semicolon and a decimal comma, and the byte order mark: a
 * Danish Excel reads the comma as a decimal mark, and without the mark takes UTF-8 for another encoding.
 */
const MARK = '\u{FEFF}';

/** What begins like a formula would be run by the spreadsheet: an apostrophe makes it text (OWASP, CSV injection). */
const guarded = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const cell = (text: string): string => {
  const safe = guarded(text);
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export const csv = (rows: readonly (readonly string[])[]): string =>
  MARK + rows.map((row) => row.map(cell).join(';') + '\r\n').join('');
