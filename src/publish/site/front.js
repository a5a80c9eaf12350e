// @ts-check
// A page that leads on to another, as the site's root does: what stands in the address behind it comes along.
{
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  location.replace(script.dataset.to + location.search + location.hash);
}
