// A board's state as text, there and back, run by node.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Choice } from "../../src/turning_dials/kit/board/choice.js";
import { decode, encode } from "../../src/turning_dials/kit/model/codec.js";
import { flag, number, numbers, oneOf } from "../../src/turning_dials/kit/model/kinds.js";
import { Machine, NetworkModel, Trouble } from "../../src/turning_dials/kit/model/machine.js";

const chain = (layers, activation = "sigmoid") =>
  new NetworkModel(
    { sizes: Array(layers + 1).fill(1), activation, cost: "mean_squared_error" },
    Array(2 * layers).fill(0.5),
    Float64Array.of(1),
    Float64Array.of(0),
  );

/** A board without a page: two layers at first, and a choice of each kind. */
function board() {
  const machine = new Machine(chain(2));
  const owner = { attempt: (act) => (act(), true), remember() {}, request() {} };
  const fields = {
    activation: {
      label: "activation",
      kind: oneOf({ sigmoid: "sigmoid", tanh: "tanh" }),
      read: () => machine.activation,
      write: (name) => machine.become(machine.model.under({ activation: name })),
    },
    layers: {
      label: "layers",
      kind: number(1, 10, { step: 1 }),
      read: () => machine.sizes.length - 1,
      write: (count) => machine.become(chain(count, machine.activation), new Float64Array(2 * count).fill(0.5)),
      dials: (count) => 2 * count,
    },
    name: { label: "name", kind: oneOf({ "a; b=c, ~100 %": "x", plain: "y" }), first: "plain" },
    locked: { label: "lock", kind: flag, first: false },
    own: { label: "own", kind: numbers(2, 0, 1), first: [] },
  };
  const choices = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, new Choice(owner, name, field)]),
  );
  return {
    machine,
    choices,
    text: () => encode(machine, Object.values(choices)),
    take: (text) => decode(text, machine, Object.values(choices)),
  };
}

test("dials and choices come back from their text, exactly", () => {
  const from = board();
  from.choices.layers.set(3);
  from.choices.activation.set("tanh");
  from.choices.name.set("a; b=c, ~100 %");
  from.choices.locked.set(true);
  from.choices.own.set([0.25, 1]);
  from.machine.set(5, 1 / 3);
  from.machine.set(0, -2e-9);
  const to = board();
  to.machine.set(1, 7);
  to.take(from.text());
  assert.deepEqual([...to.machine.parameters], [...from.machine.parameters]);
  for (const [name, choice] of Object.entries(from.choices)) {
    assert.deepEqual(to.choices[name].value, choice.value, name);
  }
  assert.equal(to.text(), from.text());
  to.take("v2;");
  assert.equal(to.text(), "v2;");
  assert.deepEqual([...to.machine.parameters], [0.5, 0.5, 0.5, 0.5]);
});

test("a text holds nothing that an address would change", () => {
  const { choices, text } = board();
  choices.name.set("a; b=c, ~100 %");
  assert.match(text(), /^[\w.,;:=~-]+$/);
  const url = new URL("https://example.org/");
  url.hash = text();
  assert.equal(decodeURIComponent(url.hash.slice(1)), text());
});

test("links of dials alone still read", () => {
  const { machine, take } = board();
  take("0:1.5,3:-2e-9");
  assert.deepEqual([...machine.parameters], [1.5, 0.5, 0.5, -2e-9]);
  take("");
  assert.deepEqual([...machine.parameters], [...machine.start]);
});

test("a hostile text is refused in words and changes nothing", () => {
  const { machine, choices, text, take } = board();
  machine.set(0, 1);
  choices.locked.set(true);
  const [before, said] = [text(), []];
  machine.on((reason) => said.push(reason));
  const hostile = [
    "0:1,zebra",
    "4:1",
    "0:NaN",
    "0:1e999",
    "0",
    "0:1:2",
    "-1:3",
    "0:--1",
    "%",
    "0:Infinity",
    "0: 1",
    "99999999999999999999:1",
    "v3;0:1",
    "v2;layers=11;",
    "v2;layers=0;",
    "v2;layers=2.5;",
    "v2;layers=1;2:1",
    "v2;activation=toString;",
    "v2;activation=__proto__;",
    "v2;constructor=1;",
    "v2;locked=perhaps;",
    "v2;own=1;",
    "v2;own=0,2;",
    "v2;own=0,NaN;",
    "v2;name=~E0~A4~A;",
    "v2;locked=true;locked=false;",
    "v2;=;",
    "v2;;",
    "v2;activation=tanh;0:1,zebra",
    "<script>",
    "v2",
    `0:${"9".repeat(400)}`,
    `v2;name=${"x".repeat(1e5)};`,
  ]; // deno-fmt-ignore
  for (const bad of hostile) {
    assert.throws(() => take(bad), (error) => error instanceof Trouble && /link is damaged.*The board is as it was/.test(error.message) && error.message.length < 400, bad.slice(0, 60));
  }
  assert.equal(text(), before);
  assert.deepEqual(said, []);
  assert.equal(machine.undo(), true, "what was turned before can still be taken back");
});
