/*
 * Asks whether this phone has something else to show: every three seconds while a question is open, else every
 * fifteen, and not at all while hidden. It sends no cookie. Without this file there is a link to refresh.
 */
const place = document.querySelector("[data-state-url]");
let etag = "";
let timer = 0;

async function look() {
    clearTimeout(timer);
    if (document.hidden) return;
    try {
        const answer = await fetch(place.dataset.stateUrl, {
            cache: "no-store", credentials: "omit", headers: etag ? { "If-None-Match": etag } : {},
        });
        if (answer.ok) {
            etag = answer.headers.get("ETag") ?? "";
            if ((await answer.text()) !== place.dataset.state) location.replace(place.dataset.home);
        }
    } catch { /* no network now: the page stays, and the next look may find it again */ }
    timer = setTimeout(look, place.dataset.state.endsWith("o") ? 3000 : 15000);
}

if (place) {
    look();
    document.addEventListener("visibilitychange", look);
}
