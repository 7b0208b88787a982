/*
 * The wall follows the teacher: draws the new page in place, and turns pages by → ← and B. It asks every three seconds
 * while a question is open, for two minutes after anything changed and until a lost link is back, else every fifteen;
 * a teacher's screen in the same browser wakes it at once. When the link is lost the page stays as it is; a small dot is
 * all that shows. Without this file the buttons work.
 */
const SOON = 3000;
const IDLE = 15_000;
const AWAKE = 120_000;
const LOST_AFTER = 2;
let changedAt = Date.now();
let timer = 0;
let failures = 0;
let etag = "";

const slide = () => document.querySelector("[data-state-url]");

function note(isThere) {
    failures = isThere ? 0 : failures + 1;
    const dot = document.querySelector("[data-lost]");
    if (dot) dot.hidden = failures < LOST_AFTER;
}

/* An answer from elsewhere, such as the page to sign in, is as good as none: the wall never shows it. */
async function get(url, options) {
    const answer = await fetch(url, { cache: "no-store", redirect: "follow", ...options });
    if (!answer.ok && answer.status !== 304) throw new Error(answer.status);
    return answer;
}

async function draw(answer) {
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!fresh.querySelector("[data-state-url]")) throw new Error("not a slide");
    document.querySelector("main").replaceChildren(...fresh.querySelector("main").childNodes);
    changedAt = Date.now();
}

async function look() {
    clearTimeout(timer);
    if (document.hidden) return;
    try {
        const answer = await get(slide().dataset.stateUrl, { headers: etag ? { "If-None-Match": etag } : {} });
        if (answer.status !== 304) {
            etag = answer.headers.get("ETag") ?? "";
            const said = slide().dataset;
            if ((await answer.text()) !== `${said.state} ${said.answered}`) await draw(await get(location.href));
        }
        note(true);
    } catch {
        etag = "";
        note(false);
    }
    const isSoon = failures || "open" in slide().dataset || Date.now() - changedAt < AWAKE;
    timer = setTimeout(look, isSoon ? SOON : IDLE);
}

async function press(button) {
    const form = button.form; /* its buttons are called action, so that form.action is one of them */
    const fields = new URLSearchParams(new FormData(form));
    fields.set(button.name, button.value);
    try {
        await draw(await get(form.getAttribute("action"), { method: "POST", body: fields }));
        note(true);
    } catch {
        note(false);
    }
}

document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const key = event.code === "KeyB" ? "b" : event.key;
    const button = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!button) return;
    event.preventDefault();
    press(button);
});
document.addEventListener("submit", (event) => {
    event.preventDefault();
    press(event.submitter);
});
new BroadcastChannel("wall").addEventListener("message", look);
look();
document.addEventListener("visibilitychange", look);
