"""What a reader can see of a board while a dial of it is in hand: rectangles, and what lies on top of them."""

LOOK = """async (root) => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    const dials = [...root.querySelectorAll("input[data-dial]")].filter((one) => one.checkVisibility());
    // Of a console of many dials, every tenth; the others lie between them.
    const some = dials.length > 40 ? dials.filter((_, at) => at % 10 === 0 || at === dials.length - 1) : dials;
    const verbs = [...root.querySelectorAll(".td-verbs > button")];
    const missing = [];

    /** Whether an element lies in the window, and the points of a cross in it show it or a part of it. */
    function seen(one, within = one) {
        const box = one.getBoundingClientRect();
        if (box.top < 0 || box.left < 0 || box.bottom > innerHeight + .5 || box.right > innerWidth + .5) return "out";
        if (!box.width || !box.height) return "empty";
        for (const [x, y] of [[.5, .5], [.04, .5], [.96, .5], [.5, .1], [.5, .9]]) {
            const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
            if (!top || !(within.contains(top) || top.contains(within))) return "covered";
        }
        return "";
    }

    for (const dial of some) {
        // What a reader grasps: the dial's face, or its place in a console.
        const face = dial.closest(".td-dial-face") ?? dial;
        dial.focus();
        await frame();  // in which WebKit scrolls to what has the focus
        dial.scrollIntoView({ block: "nearest" });
        await frame();
        const parts = { dial: [face, face.closest(".td-dial, .td-console") ?? face] };
        parts.cost = [root.querySelector("[data-cost]"), root.querySelector(".td-screen")];
        for (const verb of verbs) parts[verb.dataset.verb] = [verb, verb];
        for (const [name, [one, within]] of Object.entries(parts)) {
            const how = seen(one, within);
            if (how) missing.push(`${name} is ${how} with dial ${dial.dataset.dial ?? dial.dataset.at} in hand`);
        }
    }
    // Wherever the page is scrolled, a dial that can be grasped shows what it does to the cost.
    const screen = root.querySelector(".td-screen");
    const before = scrollY;
    document.body.style.paddingBottom = "100vh"; // as if text followed
    for (let end = root.getBoundingClientRect().bottom; end > 0; end -= 40) {
        scrollBy(0, root.getBoundingClientRect().bottom - end);
        await frame();
        const cost = seen(root.querySelector("[data-cost]"), screen);
        if (!cost) continue;
        for (const dial of some) {
            const face = dial.closest(".td-dial-face") ?? dial;
            if (seen(face, face.closest(".td-dial, .td-console") ?? face) === "") {
                missing.push(`cost is ${cost} where the board ends at ${Math.round(end)} and dial ${dial.dataset.dial ??
                    dial.dataset.at} is in sight`);
            }
        }
    }
    document.body.style.paddingBottom = "";
    scrollTo(0, before);
    if (!some.length) missing.push("there is no dial");
    if (verbs.length < 3) missing.push("verbs are missing");
    return missing.slice(0, 6);
}"""


def lacking(page, board):
    """What a reader lacks of `board`, a locator, with one dial after the other in hand; empty when nothing."""
    return page.evaluate(LOOK, board.element_handle())


CUT = """(root) => {
    const shown = (css) => [...root.querySelectorAll(css)].filter((one) => one.checkVisibility());
    const lists = shown("select").filter((one) => {
        const alone = one.cloneNode();
        alone.append(one.selectedOptions[0].cloneNode(true));
        Object.assign(alone.style, { flex: "none", width: "auto", maxWidth: "none", position: "absolute" });
        one.after(alone);
        const wanted = alone.offsetWidth;
        alone.remove();
        return one.offsetWidth < wanted - 1;
    });
    // A field scrolls its value, so that the value tells how wide the example that stands in its place is.
    const fields = shown("input[placeholder]").filter((one) => {
        const { value } = one;
        one.value = one.placeholder;
        const cut = one.scrollWidth > one.clientWidth;
        one.value = value;
        return cut;
    });
    return [...lists.map((one) => [one.dataset.control, one.selectedOptions[0].textContent]),
        ...fields.map((one) => [one.dataset.control, one.placeholder])];
}"""


def cut_choices(page, board):
    """The lists of `board`, a locator, whose choice is not read whole, and the fields whose example is not."""
    return page.evaluate(CUT, board.element_handle())
