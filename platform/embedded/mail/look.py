"""How the web view looks, light and dark, and the one script: a new letter shows by itself."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light dark;--paper:#f3f1ea;--sheet:#fdfcf8;--ink:#15211c;--ink-2:#46524b;--line:#d8d4c7;
--edge:#767d75;--gran:#14513f;--on-gran:#fff;--focus:#0b5cc4}
@media(prefers-color-scheme:dark){:root{--paper:#0f1513;--sheet:#18211d;--ink:#ecefe8;--ink-2:#b7c1ba;
--line:#2b3631;--edge:#7f8c84;--gran:#8fd0b3;--on-gran:#0a1f17;--focus:#8dbbff}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
font:1rem/1.5 ui-sans-serif,system-ui,"Segoe UI",sans-serif}
main{max-width:52rem;margin:0 auto;padding:2rem 1rem 4.5rem}
h1{font-size:1.75rem;line-height:2rem;margin:0 0 .5rem;overflow-wrap:anywhere}
h2{font-size:1rem;margin:2rem 0 .5rem}
a{color:var(--gran)}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.lead,.empty,.files span,.source,dt{color:var(--ink-2)}
form{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:1.5rem 0}
input,button{font:inherit;min-height:2.75rem;
padding:0 .75rem;border:1px solid var(--edge);border-radius:.375rem;
background:var(--sheet);color:inherit}
input{flex:1 1 16rem;min-width:0}
button{cursor:pointer}
.letters{list-style:none;margin:0;padding:0;
border-top:3px solid var(--ink);background:var(--sheet)}
.letters a{display:grid;grid-template-columns:10rem 1fr;gap:0 1rem;padding:.75rem 1rem;color:inherit;
text-decoration:none;border-bottom:1px solid var(--line)}
.letters a:hover strong{text-decoration:underline}
.letters strong,.letters span{overflow-wrap:anywhere;min-width:0}
.letters time{grid-row:span 2;color:var(--ink-2);
font-variant-numeric:tabular-nums;font-size:.875rem;line-height:1.5rem}
.letters span{color:var(--ink-2);font-size:.875rem}
article{background:var(--sheet);border-top:3px solid var(--ink);padding:1.5rem}
dl{margin:1rem 0 1.5rem;padding-bottom:1rem;border-bottom:1px solid var(--line);font-size:.875rem}
dl div{display:grid;grid-template-columns:6rem 1fr}
dd{margin:0;overflow-wrap:anywhere}
.text{white-space:pre-wrap;overflow-wrap:anywhere;max-width:38rem}
.files{padding-left:1.25rem}
iframe{width:100%;height:32rem;border:1px solid var(--line);background:#fff}
@media(max-width:40rem){.letters a{grid-template-columns:1fr}article{padding:1rem}}
"""

SCRIPT = """
(async () => {
  const { after, to } = document.body.dataset;
  if (after === undefined) return;
  for (;;) {
    try {
      const answer = await fetch(`/api/letters?limit=1&wait=50&after=${after}&to=${to}`);
      if ((await answer.json()).letters.length) return location.reload();
    } catch { await new Promise((again) => setTimeout(again, 2000)); }
  }
})();
"""
