// A long list, scrolled at will: tells the server which row is on top when the viewer has left the rows that are here.
// On a phone it stays a page, whose rows are as high as their words: nothing scrolls within what scrolls. Answers whether it watches.
export function watch(frame, server, rowHeight) {
  if (matchMedia('(max-width: 40rem)').matches) {
    return false;
  }

  settle(frame, rowHeight);
  if (kept.href === location.href) server.invokeMethodAsync('TickAgain', kept.ids).catch(() => {});
  kept = {};

  let waiting = false;
  let asked = 0;
  frame.addEventListener('scroll', () => {
    if (waiting) {
      return;
    }

    waiting = true;
    // Not sooner than the next frame, nor while one answer is under way.
    requestAnimationFrame(async () => {
      try {
        for (let top = row(); far(top); top = row()) {
          asked = top;
          await server.invokeMethodAsync('ShowAsync', top);
        }
      } catch {
        // The connection is gone; the page says so.
      } finally {
        waiting = false;
      }
    });
  }, { passive: true });

  const row = () => Math.max(0, Math.floor(frame.scrollTop / rowHeight));
  const far = (top) => Math.abs(top - asked) > 15;
  return true;
}

/** The page becomes a box that scrolls: the row that was on top stays there. */
function settle(frame, rowHeight) {
  const above = [...frame.querySelectorAll('tr.line')].filter(row => row.getBoundingClientRect().bottom < 0).length;
  if (!above) return;
  const box = new MutationObserver(() => {
    if (!frame.classList.contains('tall')) return;
    box.disconnect();
    if (!frame.scrollTop) frame.scrollTop = above * rowHeight;
  });
  box.observe(frame, { attributeFilter: ['class'] });
}

// The server that knew what is ticked started anew: most of it has no row in the page.
document.addEventListener('restarting', () => {
  const take = document.getElementById('take');
  if (take) sessionStorage.setItem('ticked', JSON.stringify({ href: location.href, ids: new FormData(take).getAll('id') }));
});
let kept = JSON.parse(sessionStorage.getItem('ticked') ?? '{}');
sessionStorage.removeItem('ticked');
