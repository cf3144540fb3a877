export const STYLE = `
:root { --ink: #1f2933; --soft: #61707f; --line: #d8dee5; --ground: #f3f5f8; --blue: #1d5d9b; --red: #a83232; --green: #23724a; }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.7 Vazirmatn, "Segoe UI", Tahoma, sans-serif; color: var(--ink); background: var(--ground); }
header { display: flex; flex-wrap: wrap; gap: 8px 28px; align-items: center; padding: 10px 24px; background: #17324d; color: #fff; }
header nav { display: flex; flex-wrap: wrap; gap: 4px; }
body > header a { color: #d6e2ee; text-decoration: none; padding: 4px 12px; border-radius: 6px; }
body > header a[aria-current], body > header a:hover { background: #2b4f73; color: #fff; }
main { max-width: 1240px; margin: 0 auto; padding: 16px 24px 60px; }
h1 { font-size: 22px; margin: 8px 0 16px; }
h2 { font-size: 16px; margin: 0; }
.card { background: #fff; border: 1px solid var(--line); border-radius: 10px; padding: 14px 18px; margin: 0 0 14px; overflow-x: auto; }
.card > header { all: unset; display: flex; flex-wrap: wrap; gap: 6px 16px; align-items: center; margin-bottom: 8px; }
.spread { margin-inline-start: auto; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(170px, 1fr)); gap: 12px; margin-bottom: 18px; }
.tile { background: #fff; border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; }
.tile b { display: block; font-size: 24px; }
table { border-collapse: collapse; width: 100%; }
th { text-align: start; font-weight: 600; color: var(--soft); font-size: 13px; white-space: nowrap; }
th, td { padding: 5px 8px; border-bottom: 1px solid #edf0f3; vertical-align: middle; }
tr:last-child td { border-bottom: 0; }
input, select, textarea { font: inherit; padding: 4px 8px; border: 1px solid #b8c2cc; border-radius: 6px; background: #fff; }
input.number { width: 125px; direction: ltr; text-align: end; }
input.count { width: 80px; direction: ltr; text-align: end; }
input:focus-visible, button:focus-visible, a:focus-visible { outline: 3px solid #8fb8de; outline-offset: 1px; }
button { font: inherit; padding: 4px 16px; border: 0; border-radius: 6px; background: var(--blue); color: #fff; cursor: pointer; }
button:hover { filter: brightness(1.12); }
button.danger { background: transparent; color: var(--red); border: 1px solid currentcolor; }
form.search { display: flex; gap: 8px; margin-bottom: 14px; }
form.search input { flex: 1; max-width: 420px; }
form.fields { display: grid; grid-template-columns: 190px minmax(0, 460px); gap: 10px 14px; align-items: center; }
form.fields button { grid-column: 2; justify-self: start; }
.muted { color: var(--soft); font-size: 13px; }
.badge { border-radius: 20px; padding: 0 12px; font-size: 13px; background: #e7edf3; white-space: nowrap; }
.badge.open { background: #fdf0d5; color: #7a5200; }
.badge.done { background: #dcf1e5; color: var(--green); }
.badge.gone { background: #f9e1e1; color: var(--red); }
.notice { background: #e3f1e8; border: 1px solid #bfdfcb; color: var(--green); padding: 8px 14px; border-radius: 8px; }
.negative { color: var(--red); }
form.inline { display: flex; flex-wrap: wrap; gap: 8px; margin: 6px 0; align-items: center; }
.pages { display: flex; gap: 16px; }
@media (max-width: 640px) { form.fields { grid-template-columns: 1fr; } form.fields button { grid-column: 1; } }
`
