// A rule for deno's linter: functions are short enough to be read alone. tests/book/test_floors.py runs it.
const MOST = 80;

/** The function that wraps a classic script whole is no more than the script's edge. @param {any} node */
function isWrapper(node) {
  const call = node.parent;
  return call?.type === "CallExpression" &&
    call.parent?.type === "ExpressionStatement" &&
    call.parent.parent?.type === "Program";
}

export default {
  name: "house",
  rules: {
    "short-functions": {
      create(context) {
        const check = (node) => {
          const lines = context.sourceCode.text.slice(...node.range).split("\n").length;
          if (lines > MOST && !isWrapper(node)) {
            context.report({ node, message: `${lines} lines` });
          }
        };
        return {
          FunctionDeclaration: check,
          FunctionExpression: check,
          ArrowFunctionExpression: check,
        };
      },
    },
  },
};
