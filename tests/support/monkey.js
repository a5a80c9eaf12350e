// The random reader, inside the page: `monkey.burst(count)` does so many things to the board that a reader might do, drawn
// from a seeded generator, and `monkey.wrong()` says what is untrue of the board at rest. monkey.py drives it.
globalThis.startMonkey = (seed) => {
  const root = document.querySelector("[data-board]");
  const log = [];

  // ---- chance

  let state = seed >>> 0;
  const chance = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (count) => Math.floor(chance() * count);
  const one = (list) => list[below(list.length)];
  const seen = (css) => [...root.querySelectorAll(css)].filter((element) => element.checkVisibility());
  const frame = () => new Promise((done) => requestAnimationFrame(done));

  // ---- what a made-up event cannot do

  // A pointer that is not there cannot be captured; the events go to the same element all the same.
  Element.prototype.setPointerCapture = Element.prototype.releasePointerCapture = () => {};
  // Neither a window for choosing files nor a folder for saved ones.
  HTMLInputElement.prototype.click = function () {
    if (this.type !== "file") HTMLElement.prototype.click.call(this);
  };
  HTMLAnchorElement.prototype.click = () => {};

  // ---- what a reader does

  const KEYS = [
    ..."ArrowUp ArrowDown ArrowLeft ArrowRight PageUp PageDown Home End Delete Backspace Enter Escape Tab".split(" "),
    ..."0?+-/x ",
  ];
  const TYPED = [
    ..."1e308 -1e308 1e309 -0 0 1 -1.5 0,25 −3 1e-320 1e6 2000000 5e-5 +7 .5 1e".split(" "),
    ..."NaN Infinity -Infinity abc 1;2 0x10 <b>1</b> 九".split(" "),
    "",
    "   ",
    "9".repeat(400),
  ];
  /** The key of a board that is not on the page. */
  const NO_BOARD = "x-000000";
  const VALUES = [0, -0, 1e308, -1e308, 1e-308, 1e6, -1e6, 1e3, NaN, Infinity, 0.5, -2];
  const say = (what, where, more = "") => {
    const control = where?.dataset?.dial ?? where?.dataset?.control ?? where?.dataset?.verb ?? where?.className ?? "";
    log.push(`${what} ${where?.localName ?? ""}[${control?.baseVal ?? control}] ${more}`.trim());
  };

  function press(element, key = one(KEYS), shiftKey = chance() < 0.15) {
    say("key", element, (shiftKey ? "Shift+" : "") + key);
    for (const type of ["keydown", "keyup"]) {
      element.dispatchEvent(new KeyboardEvent(type, { key, shiftKey, bubbles: true, cancelable: true }));
    }
  }

  function write(field, text = one(TYPED)) {
    say("type", field, JSON.stringify(text.slice(0, 30)));
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    const end = below(4);
    if (end === 0) press(field, "Escape", false);
    else if (end === 1) field.blur();
    else press(field, "Enter", false);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function pointer(element, type, x, y, more = {}) {
    const how = { clientX: x, clientY: y, pointerId: 1, isPrimary: true, button: 0, buttons: 1, ...more };
    element.dispatchEvent(new PointerEvent(type, { ...how, bubbles: true, cancelable: true }));
  }

  function drag() {
    const element = one(seen(".td-dial-face, canvas, svg, [data-input]"));
    if (!element) return;
    const box = element.getBoundingClientRect();
    const place = () => [box.left + (chance() * 1.4 - 0.2) * box.width, box.top + (chance() * 1.4 - 0.2) * box.height];
    const [x, y] = [box.left + chance() * box.width, box.top + chance() * box.height];
    const steps = below(5);
    say("drag", element, `${x.toFixed()},${y.toFixed()} ${steps} steps`);
    const under = document.elementFromPoint(x, y);
    const target = under && element.contains(under) ? under : element;
    pointer(target, "pointerdown", x, y);
    for (let step = 0; step < steps; step++) pointer(target, "pointermove", ...place(), { shiftKey: chance() < 0.2 });
    pointer(target, chance() < 0.1 ? "pointercancel" : "pointerup", ...place(), { buttons: 0 });
    if (chance() < 0.2) target.dispatchEvent(new MouseEvent("dblclick", { clientX: x, clientY: y, bubbles: true }));
  }

  function wheel() {
    const element = one(seen(".td-dial-face, canvas, svg"));
    if (!element) return;
    const box = element.getBoundingClientRect();
    const [clientX, clientY] = [box.left + chance() * box.width, box.top + chance() * box.height];
    const how = { clientX, clientY, deltaY: one([-1e4, -100, 3, 100]), ctrlKey: chance() < 0.5, bubbles: true };
    say("wheel", element, how.deltaY);
    if (chance() < 0.5) element.querySelector?.("input")?.focus();
    element.dispatchEvent(new WheelEvent("wheel", { ...how, cancelable: true }));
  }

  function control() {
    const element = one(seen("[data-control], select, input:not([data-dial]):not([type=file])"));
    if (!element || element.disabled) return;
    if (element.localName === "select") element.selectedIndex = below(element.options.length);
    else if (element.type === "range") {
      const [low, high] = [Number(element.min), Number(element.max)];
      element.value = String(one([low, high, low + chance() * (high - low)]));
    } else if (element.type === "checkbox" || element.type === "radio") return say("click", element), element.click();
    else if (element.localName === "input") return write(element);
    else return say("click", element), element.click();
    say("choose", element, element.value);
    for (const type of ["input", "change"]) element.dispatchEvent(new Event(type, { bubbles: true }));
  }

  const acts = {
    key() {
      const dial = one(seen("input[data-dial]"));
      if (!dial) return;
      dial.focus();
      press(dial);
    },
    type() {
      const dial = one(seen("input[data-dial]"));
      if (!dial) return;
      press(dial, "Enter", false);
      const field = root.querySelector(".td-dial-line input, input[inputmode=decimal]");
      if (field) write(field);
    },
    drag,
    wheel,
    control,
    button() {
      const button = one(seen("button:not(:disabled), summary, [role=button]"));
      if (!button) return;
      say("click", button, button.textContent.trim().slice(0, 20));
      button.click();
    },
    descend() {
      const button = one(seen("[data-verb='undo'], [data-verb='rewind'], [data-verb='run'], .td-go"));
      if (button && !button.disabled) say("click", button), button.click();
    },
    somewhere() {
      const element = one(seen("*"));
      if (!element) return;
      if (element.matches("input[type=file]")) return;
      if (chance() < 0.5) press(element);
      else say("click", element), element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    },
    script() {
      const { machine } = root;
      const index = one([below(machine.parameters.length), -1, 0.5, machine.parameters.length]);
      const value = one(VALUES);
      log.push(`machine.set(${index}, ${value})`);
      try {
        if (chance() < 0.3) machine.pick(index);
        machine.set(index, value);
      } catch (error) {
        // The machine refuses with a sentence; anything else is an error of ours.
        if (!/^[A-Z][^\n]{15,}\.$/.test(error.message) || error instanceof TypeError) throw error;
      }
    },
    resize() {
      const width = one([320, 390, 600, 760, 1100]);
      log.push(`resize ${width}`);
      document.body.style.width = `${width}px`;
      dispatchEvent(new Event("resize"));
    },
    theme() {
      const { dataset } = document.documentElement;
      dataset.theme = dataset.theme === "dark" ? "light" : "dark";
      log.push(`theme ${dataset.theme}`);
    },
    link() {
      const key = location.hash.slice(1).split("=")[0] || NO_BOARD;
      const count = root.machine.parameters.length;
      const dial = below(count);
      const states = [
        "",
        "%E0%A4%A",
        `${dial}:1e308`,
        `${dial}:NaN`,
        `${dial}:-0`,
        `${dial}:1e999`,
        `${count}:1`,
        "-1:0",
        "0:1,0:2",
        `${dial}:${(chance() * 4 - 2).toFixed(3)}`,
        "not-a-state",
        "~".repeat(3000),
        "__proto__:1",
        "v9~0:1",
        "{}",
      ];
      const text = one(states);
      log.push(`link ${text.slice(0, 40)}`);
      location.hash = `${key}=${text}`;
    },
  };
  const WEIGHTS = {
    key: 24,
    type: 8,
    drag: 16,
    wheel: 6,
    control: 14,
    button: 10,
    descend: 12,
    somewhere: 4,
    script: 3,
    resize: 1,
    theme: 1,
    link: 1,
  };
  const drawn = Object.entries(WEIGHTS).flatMap(([name, weight]) => Array(weight).fill(acts[name]));

  async function burst(count) {
    log.length = 0;
    for (let done = 0; done < count; done++) {
      one(drawn)();
      if (chance() < 0.08) await frame();
    }
    return log.length;
  }

  // ---- what must be true at rest

  async function rest() {
    for (const button of root.querySelectorAll("button")) {
      if (/^(Pause|Stop)$/.test(button.textContent.trim()) && !button.disabled) button.click();
    }
    await frame();
    await frame();
  }

  /** The number that stands behind `word` in spoken text, or null. */
  const after = (text, word) => {
    const found = new RegExp(`${word} (minus )?([\\d.]+(?:e[-+]?\\d+)?)`).exec(text);
    return found && Number(found[2]) * (found[1] ? -1 : 1);
  };
  const near = (shown, true_, decimals) => {
    const half = 0.51 * 10 ** -decimals;
    return Math.abs(shown - true_) <= Math.max(half, 0.06 * Math.abs(true_));
  };

  /** Whether the one picture in hand is the reader's own, and nobody has said what it is: then nothing is right or wrong. */
  function unsaid() {
    const [meant] = seen("select[data-control=own_target]");
    const all = root.querySelector("select[data-control=together]")?.value === "true";
    return !all && meant?.value === "none";
  }

  function untrue() {
    const { machine } = root;
    const said = [];
    for (const dial of seen("input[data-dial]")) {
      const index = Number(dial.dataset.dial);
      const [value, slope] = [machine.parameters[index], machine.gradient[index]];
      const [low, high] = [Number(dial.min), Number(dial.max)];
      const words = dial.getAttribute("aria-valuetext") ?? "";
      const name = `dial ${index} at ${value}`;
      if (!(high > low) || Math.abs(low) > 2e6 || Math.abs(high) > 2e6) {
        said.push(`${name}: from ${dial.min} to ${dial.max}`);
      }
      const held = Math.min(high, Math.max(low, value));
      if (Math.abs(dial.valueAsNumber - held) > 1e-9 * Math.max(1, Math.abs(held))) {
        said.push(`${name}: its input says ${dial.value}, from ${dial.min} to ${dial.max}`);
      }
      const told = after(words, "value");
      if (told === null || !near(told, value, 2)) said.push(`${name}: spoken as “${words}”`);
      const steep = after(words, "slope");
      if (steep !== null && !near(steep, slope, 3) && Math.abs(slope) > 1e-12) {
        said.push(`${name}, slope ${slope}: spoken as “${words}”`);
      }
      const way = /turn (up|down) to lower/.exec(words)?.[1];
      if (way && slope !== 0 && way !== (slope < 0 ? "up" : "down")) said.push(`${name}, slope ${slope}: “${words}”`);
    }
    const costs = root.querySelectorAll("[data-cost]");
    if (costs.length !== 1) said.push(`${costs.length} elements with data-cost`);
    else {
      const text = costs[0].textContent;
      const shown = text === "" ? NaN : Number(text);
      const right = unsaid()
        ? text === "none"
        : Number.isFinite(machine.cost)
        ? Math.abs(shown - machine.cost) <= Math.max(6e-5, 6e-3 * Math.abs(machine.cost))
        : Number.isNaN(shown) && /[a-z]{3}/i.test(text);
      if (!right) said.push(`the screen shows “${text}”, the cost is ${machine.cost}`);
    }
    // What a reader typed may be quoted, and a link keeps what the address held for another board; nothing else may
    // hold such a word.
    const bad = /\bNaN\b|Infinity|\bundefined\b/;
    const others = new RegExp(`“[^”]*”|\\b${NO_BOARD}=[^&\\s]*`, "g");
    for (const element of root.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        if (bad.test(value)) said.push(`<${element.localName} ${name}="${value.slice(0, 80)}">`);
      }
      for (const node of element.childNodes) {
        if (node.nodeType === Node.TEXT_NODE && bad.test(node.data.replaceAll(others, ""))) {
          said.push(`<${element.localName} class="${element.className}">${node.data.slice(0, 80)}`);
        }
      }
    }
    if (!machine.parameters.every(Number.isFinite)) said.push("a parameter that is no finite number");
    return [...new Set(said)].slice(0, 6);
  }

  /** What is untrue of the board once it has come to rest, within a second; an empty list if nothing is. */
  async function wrong() {
    await rest();
    let said = untrue();
    for (const until = performance.now() + 1000; said.length && performance.now() < until; said = untrue()) {
      await new Promise((done) => setTimeout(done, 30));
      await rest();
    }
    return said;
  }

  globalThis.monkey = { burst, wrong, log };
};
