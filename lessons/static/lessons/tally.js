/*
 * Counting hands: buttons and keys change the numbers at once, and every change is kept, here and on the server, so
 * that a reload loses nothing. Enter goes on to the next answer, Page Up and Page Down change by five. Without this
 * file every button is a plain form's.
 */
const PAUSE = 500;
const MOST = 999;

function begin(form) {
    const counts = [...form.querySelectorAll("input[name^=count-]")];
    const save = form.querySelector("[data-save]");
    const kept = `tally ${form.dataset.name}`;
    let timer = 0;

    const fields = () => [...form.querySelectorAll("input[type=number], select")];
    const present = () => Number(form.elements.present.value || 0);

    function total() {
        const sum = counts.reduce((all, one) => all + Number(one.value || 0), 0);
        form.querySelector("[data-total]").textContent = sum;
        const over = form.querySelector("[data-over]");
        over.hidden = "never" in over.dataset || !present() || sum <= present();
    }

    function say(name) {
        form.querySelector("[data-state]").textContent = form.querySelector("[data-state]").dataset[name] ?? "";
    }

    async function send() {
        const body = new FormData(form);
        body.set("draft", "1");
        const sent = sessionStorage.getItem(kept);
        try {
            const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
            if (answer.status !== 204) throw new Error(answer.status);
            if (sessionStorage.getItem(kept) === sent) sessionStorage.removeItem(kept);
            say("kept");
        } catch {
            say("waiting");
        }
    }

    function note() {
        total();
        say("");
        sessionStorage.setItem(kept, JSON.stringify(fields().map((one) => [one.name, one.value])));
        clearTimeout(timer);
        if (!("offline" in form.dataset)) timer = setTimeout(send, PAUSE);
    }

    function step(input, by) {
        input.value = Math.min(Math.max(Number(input.value || 0) + by, 0), MOST);
        note();
    }

    for (const [name, value] of JSON.parse(sessionStorage.getItem(kept) ?? "[]")) {
        if (form.elements[name]) form.elements[name].value = value;
    }
    if (sessionStorage.getItem(kept)) note();
    total();

    form.addEventListener("click", (event) => {
        const button = event.target.closest("button[name=step]");
        if (!button) return;
        event.preventDefault();
        const [place, by] = button.value.split(":");
        step(form.elements[`count-${place}`], Number(by));
    });
    form.addEventListener("input", note);
    form.addEventListener("keydown", (event) => {
        const at = counts.indexOf(event.target);
        const by = { PageUp: 5, PageDown: -5 }[event.key];
        if (event.key === "Enter" && event.target.matches("input")) {
            event.preventDefault();
            (counts[at + 1] ?? save).focus();
            if (at >= 0) counts[at + 1]?.select();
        } else if (by && at >= 0) {
            event.preventDefault();
            step(event.target, by);
        }
    });
    form.addEventListener("submit", () => {
        clearTimeout(timer);
        /* The page that follows forgets the draft: where there is no network, none follows. */
        if (!("offline" in form.dataset)) sessionStorage.setItem("tally sent", kept);
    });
}

for (const form of document.querySelectorAll("form[data-tally]")) begin(form);
