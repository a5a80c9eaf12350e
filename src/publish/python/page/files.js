// @ts-check
// The files that Python needs, with how much of them has come. Each is a script that registers its bytes (see carry.py): a
// page opened from a folder loads it as one; over http it is fetched, which says how much is here.

/** @typedef {[name: string, file: string, bytes: number]} Listed */

/** The bytes that a carrier's text stands for. @param {Uint8Array} text without the script around it */
export function unescaped(text) {
  const out = new Uint8Array(text.length);
  let end = 0;
  for (let i = 0; i < text.length; i += 1) {
    out[end] = text[i] === 61 ? text[i += 1] - 64 : text[i]; // 61 is "="
    end += 1;
  }
  return out.slice(0, end);
}

/** Run a script of the site. @param {string} address @param {string} [charset] */
export function script(address, charset) {
  return /** @type {Promise<void>} */ (new Promise((resolve, reject) => {
    const element = document.createElement("script");
    if (charset) element.charset = charset;
    element.src = address;
    element.addEventListener("load", () => resolve());
    element.addEventListener(
      "error",
      () => reject(new Error(`could not load ${address}`)),
    );
    document.head.append(element);
  }));
}

/** @param {string} address @param {(count: number) => void} onBytes */
async function fetched(address, onBytes) {
  const answer = await fetch(address);
  if (!answer.ok || !answer.body) {
    throw new Error(`could not load ${address} (${answer.status})`);
  }
  const parts = [];
  let length = 0;
  const reader = answer.body.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    parts.push(step.value);
    length += step.value.length;
    onBytes(step.value.length);
  }
  const whole = new Uint8Array(length);
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  // (self.tdCarried??={})["name"]="text";
  return unescaped(
    whole.subarray(whole.indexOf(93) + 3, whole.lastIndexOf(34)),
  ); // 93 is "]", 34 a quotation mark
}

/** @param {string} address @param {string} name @param {number} size @param {(count: number) => void} onBytes */
async function registered(address, name, size, onBytes) {
  await script(address, "x-user-defined");
  const carried = /** @type {any} */ (window).tdCarried;
  const text = /** @type {string} */ (carried[name]);
  delete carried[name];
  const low = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) low[i] = text.charCodeAt(i); // the lower eight bits are the byte
  onBytes(size);
  return unescaped(low);
}

/**
 * The contents of some files, all on their way at once.
 * @param {string} base @param {Listed[]} listed @param {(come: number, all: number) => void} onProgress in bytes
 * @returns {[string, Promise<Uint8Array>][]} name and content of each
 */
export function load(base, listed, onProgress) {
  const all = listed.reduce((sum, [, , bytes]) => sum + bytes, 0);
  let come = 0;
  const onBytes = (/** @type {number} */ count) => onProgress(come += count, all);
  onProgress(0, all);
  return listed.map(([name, file, size]) => {
    const address = base + file;
    const content = location.protocol === "file:"
      ? registered(address, name, size, onBytes)
      : fetched(address, onBytes);
    return [name, content];
  });
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
