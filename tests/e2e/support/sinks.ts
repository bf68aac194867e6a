import ts from "typescript";

/** Functions that run a text, or make it markup, whoever's they are. */
const functions = new Set([
  "eval",
  "Function",
  "write",
  "writeln",
  "insertAdjacentHTML",
  "createContextualFragment",
  "parseFromString",
  "parseHTMLUnsafe",
  "setHTMLUnsafe",
  "importScripts",
  "execScript",
]);
/** Properties that do so once they are set. */
const properties = new Set(["innerHTML", "outerHTML", "srcdoc"]);
const timers = new Set(["setTimeout", "setInterval", "setImmediate"]);

const nameOf = (node: ts.Expression): string | undefined => {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  return ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)
    ? node.argumentExpression.text
    : undefined;
};

/**
 * The places of a script that would turn a text into code or markup, or load code from another
 * host, as they are written.
 */
export function sinksOf(code: string): string[] {
  const file = ts.createSourceFile(
    "script.js",
    code,
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.JS,
  );
  const isSink = (node: ts.Node): boolean => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [what] = node.arguments;
      return (
        what === undefined ||
        !ts.isStringLiteralLike(what) ||
        !/^\.{0,2}\//.test(what.text) ||
        what.text.startsWith("//")
      );
    }
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const name = nameOf(node.expression) ?? "";
      const [first] = node.arguments ?? [];
      return (
        functions.has(name) ||
        (timers.has(name) &&
          first !== undefined &&
          (ts.isStringLiteralLike(first) || ts.isTemplateExpression(first))) ||
        (ts.isNewExpression(node) && /^(Shared)?Worker$/.test(name))
      );
    }
    return (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      node.operatorToken.kind <= ts.SyntaxKind.LastAssignment &&
      properties.has(nameOf(node.left) ?? "")
    );
  };
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isSink(node)) found.push(node.getText(file).slice(0, 80));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
