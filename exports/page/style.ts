/** The one style sheet of the offline page: light, dark and paper. Its hash stands in the page's policy. */
export const style = `
:root{color-scheme:light dark;--page:#f1f5f4;--card:#fff;--line:#c3cfcd;--ink:#0f2a30;--soft:#48595c;--link:#00526b;--focus:#0f2a30}
@media (prefers-color-scheme:dark){:root{--page:#0c191d;--card:#14262b;--line:#34505a;--ink:#e8f1ef;--soft:#afc1c1;--link:#8ad4e6;--focus:#f5c63a}}
*{box-sizing:border-box}
html{font:1.0625rem/1.6 "Atkinson Hyperlegible Next","Atkinson Hyperlegible",Verdana,system-ui,sans-serif;background:var(--page);color:var(--ink)}
body{margin:0 auto;padding:1.5rem 1rem 4rem;max-width:76rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.4rem;line-height:1.25;margin:3rem 0 .75rem;padding-top:1rem;border-top:3px solid var(--line)}
h3{font-size:1.15rem;margin:2rem 0 .5rem}
h4{font-size:1rem;margin:1.5rem 0 .5rem}
p,ul,ol,dl{max-width:62ch;margin:.5rem 0}
a{color:var(--link);text-decoration:underline;text-underline-offset:.15em}
a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
nav ol{columns:2;column-gap:2rem;max-width:none}
@media (max-width:40rem){nav ol{columns:1}}
nav li{padding:.2rem 0;break-inside:avoid}
nav a{display:inline-block;min-height:1.75rem}
section.category{background:var(--card);border:1px solid var(--line);border-radius:3px;padding:.25rem 1.25rem 1.25rem;margin:1.5rem 0}
.wide{overflow-x:auto;margin:.75rem 0;max-width:100%}
table{border-collapse:collapse;width:100%;background:var(--card);font-size:.95rem}
caption{text-align:start;font-weight:600;padding:.5rem 0}
th,td{border:1px solid var(--line);padding:.4rem .6rem;text-align:start;vertical-align:top;unicode-bidi:plaintext;white-space:pre-wrap;overflow-wrap:anywhere;min-width:6rem;max-width:40rem}
thead th{white-space:normal;overflow-wrap:normal}
tbody th{font-weight:600}
dl>div{display:grid;grid-template-columns:minmax(10rem,1fr) 2fr;gap:.25rem 1rem;padding:.35rem 0;border-bottom:1px solid var(--line)}
@media (max-width:40rem){dl>div{grid-template-columns:1fr}}
dt{color:var(--soft)}
dd{margin:0;unicode-bidi:plaintext;overflow-wrap:anywhere}
code{font-family:"Atkinson Hyperlegible Mono",ui-monospace,monospace;overflow-wrap:anywhere}
small{color:var(--soft);font-size:.9em}
.pages{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;padding:0;list-style:none;max-width:none}
@media print{:root{--page:#fff;--card:#fff;--ink:#000;--soft:#333;--link:#000;--line:#888}html{font-size:10pt}body{max-width:none;padding:0}.wide{overflow:visible}section.category{border:0;padding:0}h2,h3,h4,caption{break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}}
`
