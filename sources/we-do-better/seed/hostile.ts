/** Texts that broke other programs: they must come through as they are, and do nothing. */

export function longText(length: number): string {
  return 'Een heel lang verhaal zonder einde. '.repeat(Math.ceil(length / 36)).slice(0, length)
}

export const hostileTexts: readonly string[] = [
  '=1+1',
  "=cmd|' /C calc'!A0",
  '+31 zonder nummer',
  '-2+3+cmd',
  '@SUM(1;2)',
  '\t=1+1',
  '"; drop table member; --',
  "<script>alert('x')</script>",
  '<img src=x onerror=alert(1)>',
  '</script></style><!-- ]]> -->',
  '${7*7} {{7*7}} <%= 7*7 %>',
  '__proto__',
  'regel een\r\nregel twee\rregel drie\nregel vier',
  'nul \u0000 bel \u0007 escape \u001b[31m wis \u007f einde',
  'onzichtbaar \u200b\u200d\ufeff\u2028\u2029 en zacht\u00adafbreken',
  'omgekeerd \u202etxt.exe\u202c en \u2066geïsoleerd\u2069',
  'שלום, זה טקסט בעברית עם 123 מספרים',
  'مرحبا، هذا نص من اليمين إلى اليسار',
  'familie 👨‍👩‍👧‍👦, vlag 🇳🇱, huid 👍🏽, kat 🐈‍⬛',
  'Zˢ̷̡a̴̛l̸̐g̵o in combinatietekens: e\u0301 is é',
  'C:\\Windows\\..\\..\\con.txt /etc/passwd %2e%2e%2f',
  '   spaties om de tekst   ',
  'a,b;c\td|"e"',
  '日本語のテキスト 中文文本 한국어',
  longText(12_000),
]
