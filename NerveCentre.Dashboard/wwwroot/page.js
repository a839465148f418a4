// What the browser does by itself: the reconnect dialog's last resort, and the world map's pointer and keys.
import './map.js';

const dialog = document.getElementById('components-reconnect-modal');
if (dialog) {
  new MutationObserver(() => {
    // The server no longer knows this page's circuit: only a new page helps.
    if (dialog.classList.contains('components-reconnect-rejected')) location.reload();
  }).observe(dialog, { attributeFilter: ['class'] });
}
