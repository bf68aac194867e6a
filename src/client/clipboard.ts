/**
 * Copies a text; false where the browser does not let it: it may be asked not to, and without TLS
 * there is no clipboard.
 */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
