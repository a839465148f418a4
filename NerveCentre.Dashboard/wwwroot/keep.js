// Blazor replaces the whole page when it becomes live, and a piece of a card when its figures change.
// Whoever had the focus inside of it keeps it, and what somebody opened or closed stays so.

const shown = () => `${location.pathname} ${new URLSearchParams(location.search).get('store')}`;

/** The way down to an element: each parent, the place below it, and what stands there. */
function wayTo(element) {
  const way = [];
  for (let at = element; at.parentElement; at = at.parentElement) way.push({ parent: at.parentElement, index: [...at.parentElement.children].indexOf(at), name: at.localName });
  return { element, page: shown(), href: element.getAttribute('href')?.split('?')[0], way };
}

/** What stands there now, if it is the same thing. */
function again({ page, href, way }) {
  const from = page === shown() ? way.findIndex(step => step.parent.isConnected) : -1;
  let at = way[from]?.parent;
  for (let i = from; i >= 0 && at; i--) {
    at = at.children[way[i].index];
    if (at?.localName !== way[i].name) return null;
  }
  return at && at.getAttribute('href')?.split('?')[0] === href ? at : null;
}

let focused = null;
let folds = [];

document.addEventListener('focusin', event => { focused = wayTo(event.target); });
// An element that is being taken away loses the focus while it still stands there; only afterwards is it known why. A window that is left keeps it.
document.addEventListener('focusout', ({ target }) => queueMicrotask(() => {
  if (focused?.element === target && target.isConnected && document.activeElement !== target) focused = null;
}));
// Whoever goes on elsewhere does not want to be brought back.
for (const type of ['pointerdown', 'keydown']) document.addEventListener(type, () => { if (focused && !focused.element.isConnected) focused = null; }, { capture: true });

document.addEventListener('click', event => {
  const details = event.target instanceof Element ? event.target.closest('summary')?.parentElement : null;
  if (details instanceof HTMLDetailsElement && !folds.some(one => one.element === details)) folds.push(wayTo(details));
}, { capture: true });

new MutationObserver(() => {
  if (folds.some(one => !one.element.isConnected)) {
    folds = folds.map(one => {
      if (one.element.isConnected) return one;
      const details = again(one);
      if (details) details.open = one.element.open; // as it stood when it was taken away
      return details && wayTo(details);
    }).filter(Boolean);
  }
  if (focused && !focused.element.isConnected && document.activeElement === document.body) again(focused)?.focus({ preventScroll: true });
}).observe(document.documentElement, { childList: true, subtree: true });
