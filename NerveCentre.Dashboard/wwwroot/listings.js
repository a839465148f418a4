// A long list, scrolled at will: tells the server which row is on top when the viewer has left the rows that are here.
export function watch(frame, server, rowHeight) {
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
}
