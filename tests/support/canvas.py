"""What a console's canvas shows, read from its pixels."""

# For each canvas of a board that draws dials: how many pixels have a hue, how many are seen, and a digest of all.
CONSOLES = """(board) => [...board.querySelectorAll(".td-console canvas, .td-lane-console canvas")].map((canvas) => {
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  let hued = 0, seen = 0, digest = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    const [red, green, blue, alpha] = pixels.subarray(at, at + 4);
    if (alpha > 200) seen++;
    if (alpha > 200 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60) hued++;
    digest = (31 * digest + 7 * red + 5 * green + 3 * blue + alpha) % 2147483647;
  }
  return { hued, seen, digest };
})"""


def consoles(board):
    """The readings of CONSOLES for the board at a locator, whose canvases must have colors."""
    found = board.evaluate(CONSOLES)
    for one in found:
        assert one["hued"] > 100, f"a console is drawn without colors: {one}"
    return found
