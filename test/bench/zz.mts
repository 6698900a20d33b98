import { openToRead } from '#db/open.ts'
import { pagesOf, PAGE } from '#db/audit/pages.ts'
import { measure } from '#db/audit/measure.ts'
import { readEntry } from '#domain/audit/entry.ts'
import { commitment } from '#domain/audit/commitment.ts'
import { putLeaf, putNode } from '#domain/audit/merkle.ts'
const store=await openToRead({engine:'sqlite',file:process.argv[2]!})
const N=200000, pages=pagesOf(store)
async function m(n:string,f:()=>Promise<unknown>|void){const o:number[]=[];for(let r=0;r<3;r++){const s=process.cpuUsage();await f();const u=process.cpuUsage(s);o.push((u.user+u.system)/N)};console.log(n.padEnd(20),o.map(x=>x.toFixed(2)).join(' '),'us')}
await m('measure',async()=>void await measure(store))
await m('entries',async()=>{for(let f=0;f<N;f+=PAGE)await pages.entries(f,f+PAGE-1)})
await m('payloads',async()=>{for(let f=0;f<N;f+=PAGE)await pages.payloads(f,f+PAGE-1)})
await m('nodes0',async()=>{for(let f=0;f<N;f+=PAGE)await pages.nodes(0,f,f+PAGE-1)})
await m('nodes1',async()=>{for(let f=0;f<N/2;f+=PAGE)await pages.nodes(1,f,f+PAGE-1)})
const p=await pages.entries(0,511), t=p.texts.split('\n'), q=await pages.payloads(0,511), w=q.texts.split('\n')
await m('split',()=>{for(let f=0;f<N;f+=PAGE)p.texts.split('\n').length+p.columns.split('\n').length})
await m('readEntry',()=>{for(let f=0;f<N;f++)readEntry(t[f%512]!)})
await m('commitment',()=>{for(let f=0;f<N;f++){const i=f%512;commitment(q.salts.subarray(i*32,i*32+32),w[i]!)}})
const b=Buffer.alloc(512*32)
await m('leaf',()=>{for(let f=0;f<N;f++)putLeaf(t[f%512]!,b,(f%512)*32)})
await m('node',()=>{for(let f=0;f<N;f++)putNode(b,(f%511)*32,b,0)})
