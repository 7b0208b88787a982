/*
 * Sets what is typed as a sheet to print. It sends nothing and keeps nothing: what was typed goes with the page, also
 * where the browser would bring the page back.
 */
const fields = [...document.querySelectorAll("#cv-fields input, #cv-fields textarea")];
const sheet = document.getElementById("cv-sheet");
const button = document.getElementById("cv-print");

function element(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
}

function lines(field) {
    return field.value.split("\n").map((line) => line.trim()).filter(Boolean);
}

function show() {
    const parts = [];
    for (const field of fields) {
        const said = lines(field);
        if (!said.length) continue;
        if ("top" in field.dataset) {
            parts.push(element(parts.length ? "p" : "h1", said[0]));
            continue;
        }
        parts.push(element("h2", document.querySelector(`label[for="${field.id}"]`).textContent));
        if (said.length === 1) {
            parts.push(element("p", said[0]));
        } else {
            const list = document.createElement("ul");
            list.append(...said.map((line) => element("li", line)));
            parts.push(list);
        }
    }
    sheet.replaceChildren(...parts);
    sheet.hidden = !parts.length;
    /* Nothing typed yet: the empty fields are what is printed. */
    document.getElementById("cv-fields").classList.toggle("no-print", parts.length > 0);
}

for (const field of fields) field.addEventListener("input", show);
button.hidden = false;
document.getElementById("cv-by-hand").hidden = true;
button.addEventListener("click", () => print());
addEventListener("pagehide", () => {
    for (const field of fields) field.value = "";
    show();
});
