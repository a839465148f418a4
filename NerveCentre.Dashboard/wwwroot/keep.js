// Blazor replaces the whole page when it becomes live, and a piece of a card when its figures change.
// Whoever had the focus inside of it keeps it, and what was opened stays open.

/** The way down to an element: each parent, the place below it, and what stands there. */
function wayTo(element) {
  const way = [];
  for (let at = element; at.parentElement; at = at.parentElement) way.push({ parent: at.parentElement, index: [...at.parentElement.children].indexOf(at), name: at.localName });
  return { element, page: location.pathname, href: element.getAttribute('href')?.split('?')[0], way };
}

/** What stands there now, if it is the same thing. */
function again({ page, href, way }) {
  const from = page === location.pathname ? way.findIndex(step => step.parent.isConnected) : -1;
  let at = way[from]?.parent;
  for (let i = from; i >= 0 && at; i--) {
    at = at.children[way[i].index];
    if (at?.localName !== way[i].name) return null;
  }
  return at && at.getAttribute('href')?.split('?')[0] === href ? at : null;
}

let focused = null;
let opened = [];

document.addEventListener('focusin', event => { focused = wayTo(event.target); });
// An element that is being taken away loses the focus while it still stands there; only afterwards is it known why.
document.addEventListener('focusout', ({ target }) => queueMicrotask(() => { if (focused?.element === target && target.isConnected) focused = null; }));
document.addEventListener('toggle', event => {
  if (!(event.target instanceof HTMLDetailsElement)) return;
  opened = opened.filter(one => one.element !== event.target);
  if (event.target.open) opened.push(wayTo(event.target));
}, { capture: true });

new MutationObserver(() => {
  for (const one of opened.filter(one => !one.element.isConnected)) {
    const details = again(one);
    opened = opened.filter(other => other !== one);
    if (details && !details.open) details.open = true; // which is noted as any opening is
  }
  if (focused && !focused.element.isConnected) {
    const element = document.activeElement === document.body ? again(focused) : null;
    focused = null;
    element?.focus({ preventScroll: true });
  }
}).observe(document.documentElement, { childList: true, subtree: true });
