// Renders formulas for `math.py`: a JSON line in, {latex, options}, and a JSON line out, {html} or {error}.
// Run by node while the book is built, with the path of KaTeX; no page loads it.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { default: katex } = await import(pathToFileURL(process.argv[2]).href);

function answer({ latex, options }) {
  try {
    return { html: katex.renderToString(latex, options) };
  } catch (error) {
    return { error: String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`);
}
