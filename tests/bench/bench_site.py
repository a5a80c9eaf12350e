"""How soon a page's first board is ready, its weight: `python tests/bench/bench_site.py`, part of `make bench`.

A cold cache at 10 Mbit/s with 40 ms of latency, as Chromium's own throttle makes them.
"""

from statistics import median

from support.book_site import pages

NETWORK = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
# Notes the time at which the first board says that it is ready, in ms from the start of the navigation.
WATCH = """new MutationObserver((_, watch) => {
    if (!document.querySelector("[data-board][data-ready]")) return;
    watch.disconnect();
    window.readyAfter = performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-ready"] });"""


def ready(browser, address):
    """Open the page once, cold and slow. Returns (seconds until its first board is ready, bytes of the whole page)."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    devtools.send("Network.emulateNetworkConditions", NETWORK)
    weight = []
    devtools.on("Network.loadingFinished", lambda event: weight.append(event["encodedDataLength"]))
    page.add_init_script(WATCH)
    page.goto(address, wait_until="commit")
    seconds = page.wait_for_function("() => window.readyAfter").json_value() / 1000
    page.wait_for_load_state("networkidle")
    context.close()
    return seconds, sum(weight)


def measure(browser, root, times=5):
    """Yields (page, median seconds until its first board is ready, bytes of the whole first load), page by page."""
    for name in pages():
        address = f"{root}/{name}.html"
        probe = browser.new_page()
        probe.goto(address)
        has_board = probe.locator("[data-ready]").count() or probe.locator(".td-place").count()
        probe.close()
        if has_board:
            runs = [ready(browser, address) for _ in range(times)]
            yield name, median(seconds for seconds, _ in runs), runs[0][1]


def main():
    """Print the measurements of the site in _build/html."""
    from functools import partial
    from threading import Thread

    from playwright.sync_api import sync_playwright

    from publish.needs import find_chrome
    from publish.serve import Handler, Server
    from publish.stills import BROWSER

    server = Server(("127.0.0.1", 0), partial(Handler, directory="_build/html"))
    Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chrome(), args=BROWSER)
        print("First board ready, cold cache, 10 Mbit/s, 40 ms (median of 5):")
        for name, seconds, weight in measure(browser, f"http://127.0.0.1:{server.server_port}"):
            print(f"  {name:28} {seconds:.2f} s   {weight / 1000:.0f} kB in all")
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
