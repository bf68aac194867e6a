/**
 * Copies a text; false if the browser blocks it, by permission or because the page has no TLS.
 */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
