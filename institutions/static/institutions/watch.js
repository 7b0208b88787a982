/* Shows the page afresh once the short text behind `data-watch` has changed; rests while the page is hidden. */
const watched = document.querySelector("[data-watch]");
async function look() {
    if (document.hidden) return;
    try {
        const answer = await fetch(watched.dataset.watch, { cache: "no-store" });
        if (answer.redirected || !answer.ok || (await answer.text()) !== watched.dataset.state) location.reload();
    } catch { /* no network now: the next look may find it again */ }
}
if (watched) {
    setInterval(look, 4000);
    document.addEventListener("visibilitychange", look);
}
