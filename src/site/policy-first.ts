const policy = /<meta http-equiv="content-security-policy" content="[^"]*">/;
const charset = '<meta charset="utf-8">';

/**
 * A page with its content security policy at the beginning of its head, where Astro has it at the
 * end: a policy says nothing of what stands before it.
 */
export function policyFirst(html: string): string {
  const [meta] = policy.exec(html) ?? [];
  return meta === undefined
    ? html
    : html.replace(meta, () => "").replace(charset, () => charset + meta);
}
