/** Pages write stray percent signs: what can't be decoded is read as it stands, but for an `@`. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%40/g, '@');
  }
}
