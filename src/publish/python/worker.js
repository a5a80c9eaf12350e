// @ts-check
/**
 * The worker in which a page's Python lives. The page hands it every file; it asks nobody for anything.
 *
 * From the page come {kind: "file", name, content}, {kind: "start", setup}, {kind: "figures", packages} and
 * {kind: "python", id, text, buffers}, a message for pagekernel/channel.py. To the page go {kind: "ready"}, {kind: "memory", content}, {kind: "reply", id, value},
 * {kind: "failed", text} and Python's own messages, {kind: "python", text, buffers}.
 *
 * @typedef {{ packages: string[], lock: any, book: string, memory?: ArrayBuffer }} Setup `memory` is that of a Python just begun
 */
const scope = /** @type {any} */ (self);
const NETWORK =
  "This page's Python reaches no other computer. Put the data into the cell, or open the chapter in JupyterLab.";
const HERE = "https://files.invalid/"; // a place that cannot be: whatever is asked of it is one of the files

/** @type {Map<string, { content: Promise<ArrayBuffer>, come: (content: ArrayBuffer) => void }>} */
const files = new Map();
/** @type {any} */
let python;
/** @type {any} */
let receive;

/** @param {string} name */
function file(name) {
  let entry = files.get(name);
  if (!entry) {
    /** @type {(content: ArrayBuffer) => void} */
    let come = () => {};
    const content = /** @type {Promise<ArrayBuffer>} */ (new Promise((
      resolve,
    ) => (come = resolve)));
    files.set(name, entry = { content, come });
  }
  return entry;
}

/** What a file holds, unpacked. @param {string} name @param {string} [type] */
async function opened(name, type = "application/octet-stream") {
  const whole = /\.(whl|zip)$/.test(name);
  const content = new Blob([await file(whole ? name : `${name}.gz`).content]);
  const stream = whole ? content.stream() : content.stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "content-type": type } });
}

/** The module in a file of JavaScript. @param {string} name */
async function module(name) {
  const address = URL.createObjectURL(
    new Blob([await (await opened(name)).text()], { type: "text/javascript" }),
  );
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

function refuse() {
  throw new Error(NETWORK);
}

/** The interpreter asks for its files as if it had a server; whoever asks for another address is refused. */
function closeTheDoors() {
  scope.fetch = async (/** @type {any} */ wanted) => {
    const address = String(wanted?.url ?? wanted);
    const name = address.slice(HERE.length);
    if (!address.startsWith(HERE)) refuse();
    return await opened(
      name,
      name.endsWith(".wasm") ? "application/wasm" : undefined,
    );
  };
  // The interpreter wants a worker that is a module, and takes one without importScripts for such.
  for (
    const name of [
      "XMLHttpRequest",
      "WebSocket",
      "EventSource",
      "WebTransport",
      "Worker",
      "importScripts",
    ]
  ) {
    scope[name] = refuse;
  }
}

/**
 * What every start imports of the standard library. It comes before the memory is kept, so that the next start, after Stop or on
 * another day, has it there.
 */
const COMMON =
  "ast asyncio base64 contextlib copy csv dataclasses datetime enum hashlib importlib.resources importlib.util " +
  "inspect io json linecache pathlib pickle random re socket tempfile tomllib traceback typing urllib.request uuid warnings zipfile";

/** @param {Setup} setup */
async function start({ packages, lock, book, memory }) {
  closeTheDoors();
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all(
    [
      module("pyodide.mjs"),
      module("pyodide.asm.mjs"),
    ],
  );
  python = await loadPyodide({
    indexURL: HERE,
    packageBaseUrl: HERE,
    createPyodideModule,
    lockFileContents: lock,
    env: { HOME: "/home/reader", MPLBACKEND: "module://pagekernel.figures" },
    ...(memory ? { _loadSnapshot: new Uint8Array(memory) } : { _makeSnapshot: true }),
  });
  if (memory) python.runPython("import random; random.seed()");
  else {
    python.runPython(`import ${COMMON.replaceAll(" ", ", ")}`);
    const { buffer } = python.makeMemorySnapshot();
    scope.postMessage({ kind: "memory", content: buffer }, [buffer]);
  }
  await Promise.all([load(packages), unpack(book)]);
  python.registerJsModule("page_worker", {
    send: (/** @type {string} */ text, /** @type {Uint8Array[]} */ buffers) =>
      scope.postMessage({ kind: "python", text, buffers }),
  });
  receive = python.runPython(`
import numpy
from page_worker import send
from pyodide.ffi import to_js
from pagekernel import channel

channel.send = lambda text, buffers: send(text, to_js(buffers))
import pagekernel.cells
import anywidget

channel.answer
`);
}

/** Install wheels. @param {string[]} names */
async function load(names) {
  const quiet = {
    checkIntegrity: false,
    messageCallback() {},
    errorCallback() {},
  };
  await python.loadPackage(names, quiet);
}

/** @param {string} book */
async function unpack(book) {
  const folder = python.runPython(
    "import sysconfig; sysconfig.get_path('purelib')",
  );
  python.unpackArchive(await file(book).content, "zip", { extractDir: folder });
}

/** @param {{ id: number, text: string, buffers: ArrayBuffer[] }} message */
async function ask({ id, text, buffers }) {
  const parts = python.toPy(buffers ?? []);
  try {
    const value = await receive(text, parts);
    scope.postMessage({ kind: "reply", id, value });
  } finally {
    parts.destroy();
  }
}

// One thing after another, in the order in which the page said it: a turn of a dial comes before the cell that reads it.
let before = Promise.resolve();

/** @type {Record<string, (data: any) => Promise<void>>} */
const does = {
  start: ({ setup }) => start(setup).then(() => scope.postMessage({ kind: "ready" })),
  figures: async ({ id, packages }) => {
    await load(packages);
    scope.postMessage({ kind: "reply", id, value: "null" });
  },
  python: ask,
};

addEventListener("message", ({ data }) => {
  if (data.kind === "file") return void file(data.name).come(data.content);
  before = before.then(() => does[data.kind](data)).catch((error) => {
    scope.postMessage({
      kind: "failed",
      id: data.id,
      text: String(error?.message ?? error),
    });
  });
});
